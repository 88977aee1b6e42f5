package dev.shortpath.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.kubevirt.PlacementPatch;
import dev.shortpath.kubevirt.VmPatch;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Prints VMs as they would be. */
@Command(
        name = "render",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Prints the VMs of the input as Shortpath would have them, without a cluster.",
            "Everything else about them stays as it is. What is worth knowing is said on stderr; explain says it all.",
            "A VM without a status and without a VMI is taken as one about to be created."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:with --strict, where a decision is Refuse", "2:input that cannot be worked with"})
final class RenderCommand implements Callable<Integer> {
    @ParentCommand
    private Cli cli;

    @Mixin
    private FileOptions files;

    @Mixin
    private NamespaceOptions namespaces;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "yaml",
            description = "yaml, json (a List) or patch (a JSON Patch for each VM). Without it: yaml.")
    private Format format;

    @Option(
            names = "--with-placement",
            description = {
                "Write what the plan asks of the node into the VM's own affinity too, for VMs whose placement is kept in Git.",
                "Without it, admission gives it to each launcher pod, and the VM says nothing of it."
            })
    private boolean withPlacement;

    @Mixin
    private StrictOption strict;

    /** What can be printed. */
    enum Format {
        YAML,
        JSON,
        PATCH;

        /** As it is written on a command line. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Integer call() throws BadInput {
        Terminal terminal = cli.terminal();
        if (withPlacement && format == Format.PATCH) {
            throw new BadInput(
                    "--with-placement goes with -o yaml and -o json: a patch holds what Shortpath writes itself, and"
                            + " placement is never stored in a VM by it");
        }
        namespaces.check();
        Input input = files.read(terminal);
        List<Planned> all = Planning.of(input);
        List<Planned> plans = namespaces.of(all);
        terminal.out().print(output(plans));
        new Notes(terminal.err(), input, all).write(plans);
        return strict.exit(plans);
    }

    private String output(List<Planned> plans) {
        return switch (format) {
            case YAML -> YamlText.documents(plans.stream().map(this::applied).toList());
            case JSON -> JsonText.of(list(plans));
            case PATCH -> JsonText.of(patches(plans));
        };
    }

    private JsonNode applied(Planned planned) {
        JsonNode vm = VmPatch.applied(planned.vm().written(), planned.plan().write());
        return withPlacement ? PlacementPatch.inVm(vm, planned.plan().placement()) : vm;
    }

    private ObjectNode list(List<Planned> plans) {
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        list.put("apiVersion", "v1").put("kind", "List");
        ArrayNode items = list.putArray("items");
        plans.forEach(p -> items.add(applied(p)));
        return list;
    }

    /** Every VM with its patch, an empty one where nothing is to be written. */
    static ArrayNode patches(List<Planned> plans) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (Planned planned : plans) {
            JsonNode metadata = planned.vm().object().path("metadata");
            String name = metadata.has("name") ? "name" : "generateName";
            ObjectNode one = all.addObject();
            one.putObject("object")
                    .put("apiVersion", planned.vm().apiVersion())
                    .put("kind", "VirtualMachine")
                    .put("namespace", metadata.path("namespace").asText())
                    .put(name, metadata.path(name).asText());
            one.set("patch", VmPatch.of(planned.vm().written(), planned.plan().write()));
        }
        return all;
    }
}
