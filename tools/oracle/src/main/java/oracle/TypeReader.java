package oracle;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.AbstractDeserializer;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBase;
import com.fasterxml.jackson.databind.deser.SettableBeanProperty;
import com.fasterxml.jackson.databind.deser.std.ContainerDeserializerBase;
import com.fasterxml.jackson.databind.deser.std.EnumDeserializer;
import com.fasterxml.jackson.databind.deser.std.MapDeserializer;
import com.fasterxml.jackson.databind.deser.std.ReferenceTypeDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.jsontype.TypeDeserializer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.CompactStringObjectMap;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Turns the deserialiser of a property into a type of the catalogue. */
final class TypeReader {

    private final BiConsumer<Class<?>, ObjectNode> meet;

    /** @param meet is told each model class, and each base class with the description of its union */
    TypeReader(BiConsumer<Class<?>, ObjectNode> meet) {
        this.meet = meet;
    }

    ObjectNode ofProperty(SettableBeanProperty property) {
        return of(property.getType(), property.getValueDeserializer(), property.getValueTypeDeserializer());
    }

    private ObjectNode of(JavaType type, JsonDeserializer<?> reader, TypeDeserializer chooser) {
        var name = reader == null ? "" : reader.getClass().getSimpleName();
        Class<?> raw = type.getRawClass();
        if (name.equals("PropertyDeserializer")) {
            var spec = kind("property");
            spec.set("of", dynamic(type.containedTypeOrUnknown(0)));
            return spec;
        }
        if (name.equals("PluginDeserializer") || name.equals("AssetDeserializer")) {
            return kind("plugin").put("base", raw.getName());
        }
        if (chooser != null && !(reader instanceof ContainerDeserializerBase<?> && Collection.class.isAssignableFrom(raw))) {
            meetUnion(raw, chooser);
            return kind("union").put("base", raw.getName());
        }
        if (reader instanceof MapDeserializer map) {
            var spec = kind("map").put("java", printed(reader, type));
            spec.set("key", of(type.getKeyType(), null, null));
            spec.set("of", of(type.getContentType(), map.getContentDeserializer(),
                (TypeDeserializer) Parser.read(map, "_valueTypeDeserializer")));
            return spec;
        }
        if (reader instanceof ContainerDeserializerBase<?> container && type.getContentType() != null) {
            var spec = kind("list").put("java", printed(reader, type));
            var contentChooser = name.equals("CollectionDeserializer") || name.equals("ObjectArrayDeserializer")
                ? (TypeDeserializer) Parser.read(container, name.startsWith("Coll") ? "_valueTypeDeserializer" : "_elementTypeDeserializer")
                : null;
            spec.set("of", of(type.getContentType(), container.getContentDeserializer(), contentChooser));
            return spec;
        }
        if (reader instanceof ReferenceTypeDeserializer<?>) {
            return of(type.getContentType(), (JsonDeserializer<?>) Parser.read(reader, "_valueDeserializer"), null);
        }
        if (reader instanceof EnumDeserializer) {
            return enumeration(type, reader);
        }
        if (reader instanceof BeanDeserializerBase || reader instanceof AbstractDeserializer) {
            meet.accept(raw, null);
            return kind("object").put("class", raw.getName());
        }
        return scalar(type, reader, name);
    }

    private ObjectNode scalar(JavaType type, JsonDeserializer<?> reader, String name) {
        Class<?> raw = type.getRawClass();
        if (raw == String.class) {
            return kind("string");
        }
        if (raw == Object.class || name.equals("JsonNodeDeserializer")) {
            return kind("any");
        }
        if (raw.isEnum() && reader == null) {
            return kind("scalar").put("java", raw.getName());
        }
        var number = Map.of("Integer", "int", "Long", "long", "Double", "double", "Float", "float", "Boolean", "boolean");
        if (raw.isPrimitive()) {
            return kind(raw.getName());
        }
        if (number.containsKey(raw.getSimpleName()) && raw.getName().startsWith("java.lang.")) {
            return kind(number.get(raw.getSimpleName())).put("java", raw.getName());
        }
        if (raw.getName().equals("java.time.Duration")) {
            return kind("duration").put("java", raw.getName());
        }
        if (raw.getName().startsWith("java.time.")) {
            return kind("date").put("java", raw.getName());
        }
        if (raw.getName().equals("java.net.URI")) {
            return kind("uri").put("java", raw.getName());
        }
        if (reader == null || reader.getClass().getName().startsWith("com.fasterxml.jackson.")) {
            return kind("scalar").put("java", type.toCanonical());
        }
        return kind("custom").put("java", type.toCanonical()).put("reader", name);
    }

    /** The type inside a dynamic property is never parsed with the flow: only what it is called matters. */
    private ObjectNode dynamic(JavaType type) {
        Class<?> raw = type.getRawClass();
        if (raw.isEnum()) {
            var spec = kind("enum").put("java", raw.getName());
            var values = spec.putArray("values");
            for (Object constant : raw.getEnumConstants()) {
                values.add(((Enum<?>) constant).name());
            }
            return spec;
        }
        if (type.isMapLikeType()) {
            var spec = kind("map").put("java", type.toCanonical());
            spec.set("key", dynamic(type.getKeyType()));
            spec.set("of", dynamic(type.getContentType()));
            return spec;
        }
        if (type.isContainerType()) {
            var spec = kind("list").put("java", type.toCanonical());
            spec.set("of", dynamic(type.getContentType()));
            return spec;
        }
        var spec = scalar(type, null, "");
        return spec.get("k").textValue().equals("scalar") ? kind("any") : spec;
    }

    private ObjectNode enumeration(JavaType type, JsonDeserializer<?> reader) {
        var spec = kind("enum").put("java", type.toCanonical());
        var values = spec.putArray("values");
        ((CompactStringObjectMap) Parser.read(reader, "_lookupByName")).keys().forEach(values::add);
        if (Boolean.TRUE.equals(Parser.read(reader, "_caseInsensitive"))) {
            spec.put("ci", 1);
        }
        if (Parser.read(reader, "_enumDefaultValue") instanceof Enum<?> unknown) {
            spec.put("unknown", unknown.name());
        }
        return spec;
    }

    private void meetUnion(Class<?> base, TypeDeserializer chooser) {
        var union = Catalogue.JSON.createObjectNode();
        if (chooser.getPropertyName() != null) {
            union.put("by", chooser.getPropertyName());
        }
        var types = new TreeMap<String, String>();
        var resolver = chooser.getTypeIdResolver();
        if (resolver == null || !resolver.getClass().getSimpleName().equals("TypeNameIdResolver")) {
            throw new IllegalStateException(base + " is chosen by " + chooser + " with " + resolver);
        }
        ((Map<?, ?>) Parser.read(resolver, "_idToType")).forEach((id, type) -> {
            var chosen = ((JavaType) type).getRawClass();
            types.put((String) id, chosen.getName());
            meet.accept(chosen, null);
        });
        union.set("types", Catalogue.JSON.valueToTree(types));
        if (chooser.getDefaultImpl() != null) {
            union.put("otherwise", chooser.getDefaultImpl().getName());
            meet.accept(chooser.getDefaultImpl(), null);
        }
        meet.accept(base, union);
    }

    /** The name of a type as Jackson prints it in its messages. */
    private static String printed(JsonDeserializer<?> reader, JavaType type) {
        if (type.isArrayType()) {
            return type.getContentType().toCanonical() + "[]";
        }
        return reader instanceof StdDeserializer<?> std && std.getValueType() != null
            ? std.getValueType().toCanonical()
            : type.toCanonical();
    }

    private static ObjectNode kind(String kind) {
        return Catalogue.JSON.createObjectNode().put("k", kind);
    }
}
