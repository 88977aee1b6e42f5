package dev.shortpath.generate;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.UnsignedLong;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelContainer;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.common.types.StructTypeReference;
import dev.cel.common.values.CelValueProvider;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * CEL with libvirt's structs for types, as KubeVirt sets it up in pkg/virt-launcher/virtwrap/plugins/cel/evaluator.go:
 * the container `libvirtxml`, the variables `vmi` and `domainSpec`, the standard functions and nothing else.
 */
final class LibvirtCel {
    static final String PACKAGE = "libvirtxml.";

    private static final Map<String, GoStruct> STRUCTS = GoStruct.libvirt();
    private static final CelType TEXTS = MapType.create(SimpleType.STRING, SimpleType.STRING);
    private static final StructType VMI = StructType.create(
            "v1.VirtualMachineInstance",
            ImmutableSet.of("Annotations"),
            field -> field.equals("Annotations") ? Optional.of(TEXTS) : Optional.empty());
    private static final GoStruct VMI_FIELDS =
            new GoStruct("VirtualMachineInstance", List.of(new GoField("Annotations", GoField.Kind.POINTER, "map")));

    private final Cel cel = CelFactory.plannerCelBuilder()
            .setContainer(CelContainer.ofName("libvirtxml"))
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .setTypeProvider(new Types())
            .setValueProvider(new Values())
            .addVar("vmi", VMI)
            .addVar("domainSpec", StructTypeReference.create(PACKAGE + "Domain"))
            .build();

    /** A struct that the excerpt has, or one without fields that are known. */
    static GoStruct struct(String name) {
        return STRUCTS.getOrDefault(
                name, new GoStruct(name, List.of(new GoField("Text", GoField.Kind.PLAIN, "string"))));
    }

    /** What reads from a field that is not there. */
    static Object zero(GoField field) {
        if (field.kind() == GoField.Kind.LIST) {
            return List.of();
        }
        return switch (field.target()) {
            case "string" -> "";
            case "uint" -> UnsignedLong.ZERO;
            case "int" -> 0L;
            default -> Struct.of(struct(field.target()), Map.of());
        };
    }

    /**
     * An expression whose types are checked.
     *
     * @throws IllegalArgumentException where they do not fit, as virt-api would refuse it
     */
    CelAbstractSyntaxTree compile(String expression) {
        try {
            return cel.compile(expression).getAst();
        } catch (CelValidationException e) {
            throw new IllegalArgumentException(e.getMessage() + " in " + expression, e);
        }
    }

    /**
     * What an expression gives.
     *
     * @throws IllegalStateException where it fails
     */
    Object run(CelAbstractSyntaxTree expression, Map<String, String> annotations, Struct domain) {
        Struct vmi = Struct.of(VMI_FIELDS, Map.of("Annotations", annotations));
        try {
            return cel.createProgram(expression).eval(Map.of("vmi", vmi, "domainSpec", domain));
        } catch (CelEvaluationException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private static CelType type(GoField field) {
        CelType target = switch (field.target()) {
            case "string" -> SimpleType.STRING;
            case "uint" -> SimpleType.UINT;
            case "int" -> SimpleType.INT;
            default -> StructTypeReference.create(PACKAGE + field.target());
        };
        return field.kind() == GoField.Kind.LIST ? ListType.create(target) : target;
    }

    private static final class Types implements CelTypeProvider {
        private final Map<String, CelType> types = new TreeMap<>();

        Types() {
            types.put(VMI.name(), VMI);
            for (GoStruct struct : STRUCTS.values()) {
                add(struct);
                struct.fields().stream()
                        .filter(field -> !field.scalar() && !STRUCTS.containsKey(field.target()))
                        .forEach(field -> add(struct(field.target())));
            }
        }

        private void add(GoStruct struct) {
            Map<String, CelType> fields = new TreeMap<>();
            struct.fields().forEach(field -> fields.put(field.name(), type(field)));
            types.put(
                    PACKAGE + struct.name(),
                    StructType.create(
                            PACKAGE + struct.name(),
                            ImmutableSet.copyOf(fields.keySet()),
                            name -> Optional.ofNullable(fields.get(name))));
        }

        @Override
        public ImmutableCollection<CelType> types() {
            return ImmutableSet.copyOf(types.values());
        }

        @Override
        public Optional<CelType> findType(String name) {
            return Optional.ofNullable(types.get(name));
        }
    }

    private static final class Values implements CelValueProvider {
        @Override
        public Optional<Object> newValue(String type, Map<String, Object> fields) {
            return type.startsWith(PACKAGE)
                    ? Optional.of(Struct.written(struct(type.substring(PACKAGE.length())), fields))
                    : Optional.empty();
        }
    }
}
