package oracle;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBase;
import com.fasterxml.jackson.databind.deser.DefaultDeserializationContext;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kestra.core.serializers.YamlParser;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Kestra's own strict mapper, looked into. */
final class Parser {

    private final ObjectMapper mapper;
    private final DeserializationContext context;

    Parser() throws Exception {
        Field strict = YamlParser.class.getDeclaredField("STRICT_MAPPER");
        strict.setAccessible(true);
        mapper = (ObjectMapper) strict.get(null);
        try (JsonParser nothing = mapper.treeAsTokens(mapper.createObjectNode())) {
            context = ((DefaultDeserializationContext) mapper.getDeserializationContext())
                .createInstance(mapper.getDeserializationConfig(), nothing, mapper.getInjectableValues());
        }
    }

    DeserializationContext context() {
        return context;
    }

    JavaType typeOf(Class<?> type) {
        return mapper.constructType(type);
    }

    JsonDeserializer<?> readerOf(Class<?> raw) throws Exception {
        var type = typeOf(raw);
        return context.handleSecondaryContextualization(context.findNonContextualValueDeserializer(type), null, type);
    }

    /** Names of the properties that have a value when an object is read from <code>{}</code>. */
    Set<String> freshValues(Class<?> type) {
        var names = new HashSet<String>();
        Object fresh;
        try {
            fresh = mapper.convertValue(mapper.createObjectNode(), type);
        } catch (IllegalArgumentException refused) {
            return names;
        }
        for (Field field : fieldsOf(type)) {
            try {
                field.setAccessible(true);
                if (field.get(fresh) != null) {
                    names.add(field.getName());
                }
            } catch (IllegalAccessException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
        return names;
    }

    /** The name of a property in Java, which is also its name for bean validation: words of the language get an underscore. */
    static String javaName(Class<?> type, String property) {
        var fields = fieldsOf(type).stream().map(Field::getName).toList();
        // Some names have a setter only: they are another name of a property.
        return !fields.contains(property) && fields.contains("_" + property) ? "_" + property : property;
    }

    private static List<Field> fieldsOf(Class<?> type) {
        var fields = new ArrayList<Field>();
        for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
            for (Field field : at.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    fields.add(field);
                }
            }
        }
        return fields;
    }

    /** Adds what a bean accepts beyond its properties. */
    void describe(Class<?> type, BeanDeserializerBase bean, ObjectNode entry) {
        if (read(bean, "_anySetter") != null) {
            entry.put("open", "any");
        } else if (Boolean.TRUE.equals(read(bean, "_ignoreAllUnknown"))) {
            entry.put("open", "ignore");
        }
        if (read(bean, "_ignorableProps") instanceof Set<?> ignored && !ignored.isEmpty()) {
            var names = entry.putArray("ignored");
            new TreeSet<>(ignored).forEach(name -> names.add((String) name));
        }
        var aliases = Catalogue.JSON.createObjectNode();
        bean.properties().forEachRemaining(property ->
            property.findAliases(context.getConfig()).forEach(alias ->
                aliases.put(alias.getSimpleName(), property.getName())));
        if (!aliases.isEmpty()) {
            entry.set("names", aliases);
        }
        var maker = bean.getValueInstantiator();
        if (maker.getValueClass() != type) {
            entry.put("as", maker.getValueClass().getName());
        }
        var from = Catalogue.JSON.createArrayNode();
        if (maker.canCreateFromString()) {
            from.add("string");
        }
        if (maker.canCreateFromInt() || maker.canCreateFromLong()) {
            from.add("int");
        }
        if (maker.canCreateFromDouble()) {
            from.add("number");
        }
        if (maker.canCreateFromBoolean()) {
            from.add("boolean");
        }
        if (!from.isEmpty()) {
            entry.set("from", from);
        }
        if (maker.canCreateUsingDelegate() || maker.canCreateUsingArrayDelegate()) {
            entry.put("reader", "delegate");
        }
    }

    static Object read(Object object, String name) {
        for (Class<?> at = object.getClass(); at != null; at = at.getSuperclass()) {
            try {
                var field = at.getDeclaredField(name);
                field.setAccessible(true);
                return field.get(object);
            } catch (NoSuchFieldException inSuperclass) {
                continue;
            } catch (IllegalAccessException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
        throw new IllegalArgumentException(object.getClass() + " has no field " + name);
    }
}
