package dev.shortpath.generate;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.types.CelType;
import dev.cel.common.types.StructTypeReference;
import dev.cel.common.values.StructValue;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A value of one of libvirt's structs, as CEL sees it. A field that is not there is a nil pointer, an empty list or a plain
 * zero; a pointer to zero is there. This follows cel-go's ext/native.go, which KubeVirt uses: `has` is whether the Go field
 * is not zero, and reading a nil pointer gives a pointer to zero.
 */
final class Struct extends StructValue<String, Struct> {
    private final GoStruct type;
    private final Map<String, Object> fields;
    private final boolean sparse;

    private Struct(GoStruct type, Map<String, Object> fields, boolean sparse) {
        this.type = type;
        this.fields = new TreeMap<>(fields);
        this.sparse = sparse;
    }

    /** A Go struct. */
    static Struct of(GoStruct type, Map<String, Object> fields) {
        return new Struct(type, fields, false);
    }

    /** What CEL wrote down: the fields that it named, null among them, and no others. */
    static Struct written(GoStruct type, Map<String, Object> fields) {
        return new Struct(type, fields, true);
    }

    /** The same with another value in a field. */
    Struct with(String field, Object value) {
        Map<String, Object> changed = new TreeMap<>(fields);
        changed.put(type.field(field).name(), value);
        return new Struct(type, changed, sparse);
    }

    /** The same without a field. */
    Struct without(String field) {
        Map<String, Object> changed = new TreeMap<>(fields);
        changed.remove(type.field(field).name());
        return new Struct(type, changed, sparse);
    }

    Struct struct(String field) {
        return (Struct) fields.get(field);
    }

    List<Struct> structs(String field) {
        return ((List<?>) fields.get(field)).stream().map(Struct.class::cast).toList();
    }

    /** What KubeVirt makes of this and of what CEL wrote down (deepmerge.go): structs merge, lists are replaced. */
    Struct merged(Struct written) {
        Map<String, Object> all = new TreeMap<>(fields);
        written.fields.forEach((name, value) -> {
            Object stored = stored(type.field(name), value, all.get(name));
            if (stored == null) {
                all.remove(name);
            } else {
                all.put(name, stored);
            }
        });
        return of(type, all);
    }

    private static Object stored(GoField field, Object value, Object there) {
        if (value instanceof Struct struct && struct.sparse) {
            return (there == null ? of(struct.type, Map.of()) : (Struct) there).merged(struct);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(element -> stored(field, element, null)).toList();
        }
        boolean zero = field.kind() == GoField.Kind.PLAIN && (value.equals("") || value.equals(UnsignedLong.ZERO));
        return zero || value instanceof dev.cel.common.values.NullValue ? null : value;
    }

    @Override
    public Struct value() {
        return this;
    }

    @Override
    public boolean isZeroValue() {
        return fields.isEmpty();
    }

    @Override
    public CelType celType() {
        return StructTypeReference.create(LibvirtCel.PACKAGE + type.name());
    }

    @Override
    public Object select(String field) {
        return find(field).orElseGet(() -> LibvirtCel.zero(type.field(field)));
    }

    @Override
    public Optional<Object> find(String field) {
        return Optional.ofNullable(fields.get(type.field(field).name()));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Struct struct && type.equals(struct.type) && fields.equals(struct.fields);
    }

    @Override
    public int hashCode() {
        return Objects.hash(type, fields);
    }

    @Override
    public String toString() {
        return type.name() + fields;
    }
}
