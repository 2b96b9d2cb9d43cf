package oracle;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.validation.Validator;
import jakarta.validation.metadata.CascadableDescriptor;
import jakarta.validation.metadata.ConstraintDescriptor;
import jakarta.validation.metadata.ContainerElementTypeDescriptor;
import jakarta.validation.metadata.ElementDescriptor;
import jakarta.validation.metadata.PropertyDescriptor;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads bean validation from the validator that Kestra uses. */
final class ConstraintReader {

    private static final ResourceBundle MESSAGES =
        ResourceBundle.getBundle("org.hibernate.validator.ValidationMessages", Locale.ROOT);
    private static final Pattern PARAMETER = Pattern.compile("(?<!\\$)\\{([\\w.]+)}");

    private final Validator validator;

    ConstraintReader(Validator validator) {
        this.validator = validator;
    }

    /** Adds the checks of the whole object, and those of getters that are no properties of the parser. */
    void ofClass(Class<?> type, Set<String> parsed, ObjectNode entry) {
        var bean = validator.getConstraintsForClass(type);
        var checks = constraintsOf(bean);
        if (!checks.isEmpty()) {
            entry.set("checks", checks);
        }
        var derived = new TreeMap<String, ObjectNode>();
        for (PropertyDescriptor property : bean.getConstrainedProperties()) {
            if (!parsed.contains(property.getPropertyName())) {
                var found = Catalogue.JSON.createObjectNode();
                put(property, property, found);
                derived.put(property.getPropertyName(), found);
            }
        }
        if (!derived.isEmpty()) {
            entry.set("derived", Catalogue.JSON.valueToTree(derived));
        }
    }

    void ofProperty(Class<?> type, String name, ObjectNode shape) {
        var property = validator.getConstraintsForClass(type).getConstraintsForProperty(name);
        if (property != null) {
            put(property, property, shape);
            ofElements(property.getConstrainedContainerElementTypes(), (ObjectNode) shape.get("t"));
        }
    }

    private void ofElements(Collection<ContainerElementTypeDescriptor> elements, ObjectNode spec) {
        for (ContainerElementTypeDescriptor element : elements) {
            var key = spec.get("k").textValue().equals("map") && element.getTypeArgumentIndex() == 0;
            var target = key ? (ObjectNode) spec.get("key") : spec;
            put(element, element, target);
            if (!key && spec.get("of") instanceof ObjectNode inner) {
                ofElements(element.getConstrainedContainerElementTypes(), inner);
            }
        }
    }

    private static void put(ElementDescriptor element, CascadableDescriptor cascade, ObjectNode target) {
        var constraints = constraintsOf(element);
        if (!constraints.isEmpty()) {
            target.set("c", constraints);
        }
        if (cascade.isCascaded()) {
            target.put("v", 1);
        }
    }

    private static ArrayNode constraintsOf(ElementDescriptor element) {
        var found = new TreeMap<String, ArrayNode>();
        for (ConstraintDescriptor<?> constraint : element.getConstraintDescriptors()) {
            var described = describe(constraint);
            found.put(described.toString(), described);
        }
        var constraints = Catalogue.JSON.createArrayNode();
        found.values().forEach(constraints::add);
        return constraints;
    }

    private static ArrayNode describe(ConstraintDescriptor<?> descriptor) {
        var constraint = Catalogue.JSON.createArrayNode()
            .add(descriptor.getAnnotation().annotationType().getSimpleName())
            .add(message(descriptor));
        var kept = Catalogue.JSON.createObjectNode();
        // A composed constraint (a name for a pattern and a size, say) has the parameters of its parts.
        for (ConstraintDescriptor<?> part : descriptor.getComposingConstraints()) {
            keep(part.getAttributes(), kept);
        }
        keep(descriptor.getAttributes(), kept);
        if (!kept.isEmpty()) {
            constraint.add(kept);
        }
        return constraint;
    }

    private static void keep(Map<String, Object> attributes, ObjectNode kept) {
        new TreeMap<>(attributes).forEach((name, value) -> {
            if (!name.equals("message") && (value instanceof Number || value instanceof String || value instanceof Boolean)) {
                kept.putPOJO(name, value);
            }
        });
    }

    /** The message with everything filled in but the validated value. */
    private static String message(ConstraintDescriptor<?> descriptor) {
        return fill(fill(descriptor.getMessageTemplate(), descriptor), descriptor);
    }

    private static String fill(String template, ConstraintDescriptor<?> descriptor) {
        return PARAMETER.matcher(template).replaceAll(match -> {
            var name = match.group(1);
            Object value = descriptor.getAttributes().get(name);
            if (value == null) {
                try {
                    value = MESSAGES.getString(name);
                } catch (MissingResourceException unknown) {
                    value = match.group();
                }
            }
            return Matcher.quoteReplacement(String.valueOf(value));
        });
    }
}
