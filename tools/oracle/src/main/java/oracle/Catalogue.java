package oracle;

import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBase;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kestra.core.models.flows.FlowWithSource;
import io.kestra.core.plugins.PluginRegistry;
import jakarta.validation.Validator;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes the plugin catalogue: what Jackson and bean validation accept in each class that can be part of a flow. The
 * format is documented beside the generated files. Argument: the Kestra version; output: JSON on standard output.
 */
public final class Catalogue {

    static final ObjectMapper JSON = new ObjectMapper();

    private final Parser parser;
    private final ConstraintReader constraints;
    private final Map<String, Integer> shapeIndex = new LinkedHashMap<>();
    private final Map<String, ObjectNode> classes = new TreeMap<>();
    private final Map<String, ObjectNode> unions = new TreeMap<>();
    private final Set<Class<?>> seen = new LinkedHashSet<>();
    private final List<Class<?>> waiting = new ArrayList<>();

    private Catalogue(Parser parser, ConstraintReader constraints) {
        this.parser = parser;
        this.constraints = constraints;
    }

    public static void main(String[] args) {
        try {
            var answers = new PrintStream(Kestra.claimStandardOutput(), false, StandardCharsets.UTF_8);
            var context = Kestra.start();
            var catalogue = new Catalogue(new Parser(), new ConstraintReader(context.getBean(Validator.class)));
            var json = catalogue.read(context.getBean(PluginRegistry.class), args[0]);
            answers.print(render(json));
            answers.flush();
            Runtime.getRuntime().halt(0);
        } catch (Throwable error) {
            error.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }

    private ObjectNode read(PluginRegistry registry, String version) throws Exception {
        Map<String, Class<?>> plugins = new TreeMap<>();
        Map<String, String> aliases = new TreeMap<>();
        for (var registered : registry.plugins()) {
            for (Class<?> plugin : registered.allClass()) {
                plugins.put(plugin.getName(), plugin);
            }
            registered.getAliases().values().forEach(alias -> aliases.put(alias.getKey(), alias.getValue().getName()));
        }
        waiting.add(FlowWithSource.class);
        waiting.addAll(plugins.values());
        while (!waiting.isEmpty()) {
            var next = waiting.removeFirst();
            if (seen.add(next)) {
                classes.put(next.getName(), readClass(next));
            }
        }
        var root = JSON.createObjectNode();
        var meta = root.putObject("meta").put("format", 1).put("kestra", version);
        var from = meta.putArray("from");
        List.of("core", "model", "script").forEach(name -> from.add("io.kestra:" + name + ":" + version));
        root.set("shapes", sortedShapes());
        root.set("classes", JSON.valueToTree(classes));
        root.set("aliases", JSON.valueToTree(aliases));
        root.set("unions", JSON.valueToTree(unions));
        return root;
    }

    private ObjectNode readClass(Class<?> type) throws Exception {
        var entry = JSON.createObjectNode().put("kind", ClassKinds.kindOf(type));
        if (type.isAnnotationPresent(Deprecated.class)) {
            entry.put("deprecated", 1);
        }
        var abilities = ClassKinds.abilitiesOf(type);
        if (!abilities.isEmpty()) {
            abilities.forEach(entry.putArray("is")::add);
        }
        var props = entry.putObject("props");
        var javaNames = new HashSet<String>();
        JsonDeserializer<?> reader = parser.readerOf(type);
        if (entry.get("kind").textValue().equals("plugin")) {
            // Of no use in a flow, whatever it says: only the names matter, for the message about the first unknown one.
            if (reader instanceof BeanDeserializerBase bean) {
                var any = JSON.createObjectNode();
                any.putObject("t").put("k", "any");
                bean.properties().forEachRemaining(property -> props.put(property.getName(), indexOf(any)));
            }
            return entry;
        }
        if (reader instanceof BeanDeserializerBase bean) {
            var fresh = parser.freshValues(type);
            bean.properties().forEachRemaining(property -> {
                var name = Parser.javaName(type, property.getName());
                javaNames.add(name);
                var shape = JSON.createObjectNode();
                shape.set("t", new TypeReader(this::meet).ofProperty(property));
                if (!name.equals(property.getName())) {
                    shape.put("j", name);
                }
                if (fresh.contains(name)) {
                    shape.put("o", 1);
                }
                if (ClassKinds.hasDeprecatedGetter(type, name)) {
                    shape.put("d", 1);
                }
                constraints.ofProperty(type, name, shape);
                props.put(property.getName(), indexOf(shape));
            });
            parser.describe(type, bean, entry);
        } else {
            entry.put("reader", reader.getClass().getSimpleName());
        }
        constraints.ofClass(type, javaNames, entry);
        return entry;
    }

    /** Called for each class and union that a property refers to. */
    private void meet(Class<?> type, ObjectNode union) {
        if (union == null) {
            waiting.add(type);
        } else {
            unions.putIfAbsent(type.getName(), union);
        }
    }

    private int indexOf(JsonNode shape) {
        return shapeIndex.computeIfAbsent(shape.toString(), key -> shapeIndex.size());
    }

    /** Shapes in an order that does not depend on the walk, and the class entries renumbered to it. */
    private ArrayNode sortedShapes() throws Exception {
        var sorted = new TreeMap<>(shapeIndex);
        var shapes = JSON.createArrayNode();
        Map<Integer, Integer> renumbered = new LinkedHashMap<>();
        for (var shape : sorted.entrySet()) {
            renumbered.put(shape.getValue(), shapes.size());
            shapes.add(JSON.readTree(shape.getKey()));
        }
        for (var entry : classes.values()) {
            var props = (ObjectNode) entry.get("props");
            props.properties().forEach(property -> property.setValue(
                JSON.getNodeFactory().numberNode(renumbered.get(property.getValue().intValue()))));
        }
        return shapes;
    }

    /** One line a shape, class, alias and union: a change of Kestra shows as a readable difference. */
    private static String render(ObjectNode root) {
        var text = new StringBuilder("{");
        String separator = "\n";
        for (var part : root.properties()) {
            text.append(separator).append('"').append(part.getKey()).append("\":");
            separator = ",\n";
            var value = part.getValue();
            if (value.isArray()) {
                var lines = new ArrayList<String>();
                value.forEach(item -> lines.add(item.toString()));
                text.append("[\n").append(String.join(",\n", lines)).append("\n]");
            } else if (part.getKey().equals("meta")) {
                text.append(value);
            } else {
                var lines = new ArrayList<String>();
                value.properties().forEach(item -> lines.add("\"" + item.getKey() + "\":" + item.getValue()));
                text.append("{\n").append(String.join(",\n", lines)).append("\n}");
            }
        }
        return text.append("\n}\n").toString();
    }
}
