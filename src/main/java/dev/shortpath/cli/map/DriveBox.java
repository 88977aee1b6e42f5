package dev.shortpath.cli.map;

import dev.shortpath.api.NvmeFunction;
import dev.shortpath.api.Sriov;
import dev.shortpath.api.SriovFunction;
import dev.shortpath.plan.Lack;
import dev.shortpath.plan.passthrough.Drive;
import dev.shortpath.plan.passthrough.Giving;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** NVMe functions of a NUMA node that are alike but for address, serial and group: machines have them by the dozen. */
record DriveBox(List<Drive> drives, Optional<Guest> holder) {
    DriveBox {
        drives = List.copyOf(drives);
    }

    private record Likeness(
            String model,
            Giving giving,
            Optional<String> resource,
            List<Lack> lacks,
            String driver,
            String part,
            List<String> use,
            String why,
            Optional<Integer> holder) {}

    static List<DriveBox> alike(List<Drive> drives, Holdings holdings) {
        Map<Likeness, List<Drive>> boxes = new LinkedHashMap<>();
        drives.forEach(d -> boxes.computeIfAbsent(likeness(d, holdings), key -> new ArrayList<>())
                .add(d));
        return boxes.values().stream()
                .map(all -> new DriveBox(all, holdings.holder(all.getFirst())))
                .toList();
    }

    private static Likeness likeness(Drive drive, Holdings holdings) {
        NvmeFunction f = drive.function();
        return new Likeness(
                model(f),
                drive.giving(),
                drive.resource(),
                drive.lacks(),
                driver(f),
                part(f.sriov()),
                f.use(),
                f.why(),
                holdings.holder(drive).map(Guest::number));
    }

    void write(Html html) {
        Drive first = drives.getFirst();
        html.open("div", "class", "drive " + Tone.of(first.giving()).style());
        html.open("p", "class", "head");
        Tone.of(first.giving()).badge(html, said(first.giving()));
        html.text(" ")
                .leaf("b", (drives.size() > 1 ? drives.size() + " × " : "") + model(first.function()))
                .close();
        html.open("p").leaf("code", addresses()).close();
        html.leaf("p", more(first), "class", "faint");
        holder.ifPresent(g -> {
            html.open("p").text("with ");
            Links.guest(html, g);
            html.close();
        });
        if (!first.function().use().isEmpty()) {
            html.leaf("p", "In use: " + String.join(", ", first.function().use()));
        }
        if (!first.lacks().isEmpty()) {
            html.open("ul", "class", "lacks");
            first.lacks().forEach(l -> lack(html, l));
            html.close();
        } else if (first.giving() == Giving.NOT_READY && first.function().why() != null) {
            html.leaf("p", first.function().why());
        }
        html.close();
    }

    static void lack(Html html, Lack lack) {
        html.open("li").text(lack.what());
        if (!lack.mend().isEmpty()) {
            html.leaf("p", lack.mend(), "class", "mend");
        }
        html.close();
    }

    static String said(Giving giving) {
        return switch (giving) {
            case AVAILABLE -> "Can be given";
            case READY -> "Ready";
            case NOT_OFFERED -> "Ready, not given";
            case UNKNOWN -> "Not known";
            case NOT_READY -> "Not ready";
        };
    }

    private String addresses() {
        return drives.stream().map(d -> d.function().address()).collect(Collectors.joining(", "));
    }

    private String more(Drive first) {
        List<Integer> groups = drives.stream()
                .map(d -> d.function().iommuGroup())
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toList();
        String serials = drives.stream()
                .map(d -> d.function().serial())
                .filter(Objects::nonNull)
                .map(String::strip)
                .collect(Collectors.joining(", "));
        return Stream.of(
                        groups.isEmpty()
                                ? "no IOMMU group"
                                : (groups.size() == 1 ? "IOMMU group " : "IOMMU groups ")
                                        + groups.stream().map(String::valueOf).collect(Collectors.joining(", ")),
                        driver(first.function()),
                        part(first.function().sriov()),
                        first.resource().map(r -> "as " + r).orElse(""),
                        drives.size() == 1 && !serials.isEmpty() ? "serial " + serials : "")
                .filter(s -> !s.isEmpty())
                .collect(Collectors.joining(" · "));
    }

    private static String model(NvmeFunction function) {
        return function.model() != null
                ? function.model().strip()
                : function.vendorDevice() != null ? function.vendorDevice() : "NVMe function";
    }

    private static String driver(NvmeFunction function) {
        return function.driver() == null ? "no driver" : "driver " + function.driver();
    }

    private static String part(Sriov sriov) {
        if (sriov == null) {
            return "";
        }
        if (sriov.function() == SriovFunction.VIRTUAL) {
            return "virtual function" + (sriov.physicalFunction() == null ? "" : " of " + sriov.physicalFunction());
        }
        return sriov.totalVFs() == null || sriov.totalVFs() == 0
                ? ""
                : (sriov.numVFs() == null ? "" : sriov.numVFs() + " of ") + sriov.totalVFs() + " virtual functions";
    }
}
