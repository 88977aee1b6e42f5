package dev.shortpath.generate;

import static dev.shortpath.generate.Domains.named;
import static dev.shortpath.generate.Domains.onIoUring;
import static dev.shortpath.generate.Domains.onlyController;
import static dev.shortpath.generate.Domains.onlyDisk;
import static dev.shortpath.generate.Domains.queued;
import static dev.shortpath.generate.Domains.scsi;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shortpath.api.Keys;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/**
 * The very expressions of deploy/plugin/plugin.yaml, compiled and run by cel-java over a model of libvirt's structs.
 *
 * <p>What this proves: they compile against the names and types of libvirt's fields; and on domains with every optional
 * field there and not there, nothing differs afterwards but `io` of the named disks and `queues` of the virtio-scsi
 * controller.
 *
 * <p>What it cannot prove: that the excerpt of libvirt's structs is what a KubeVirt has; that cel-go's native types and
 * KubeVirt's merge behave as the model does; that libvirt and QEMU take the domain. The first two only KubeVirt's own
 * evaluator can tell, and the last only a guest. docs/io-uring.md says what was seen with KubeVirt's.
 */
class PluginFieldsTest {
    private static final Map<String, String> BOTH = Map.of(Keys.IO_URING_DISKS, "ua-data", Keys.SCSI_QUEUES, "4");
    private static final ShippedHooks HOOKS = ShippedHooks.read();

    @Test
    void everyFieldOfADiskSurvives() {
        Struct driver = Shapes.with("DomainDiskDriver", Set.of("Name"), false);
        assertThat(Shapes.all("DomainDisk")).allSatisfy(disk -> changesIoAlone(named("disk", "ua-data", disk, driver)));
    }

    @Test
    void everyFieldOfADisksDriverSurvivesButIo() {
        Struct disk = Shapes.with("DomainDisk", Set.of("Source"), false);
        assertThat(Shapes.all("DomainDiskDriver"))
                .allSatisfy(driver -> changesIoAlone(named("disk", "ua-data", disk, driver)));
    }

    @Test
    void everyFieldOfAControllerSurvivesWithADriverAndWithout() {
        assertThat(Shapes.all("DomainController")).allSatisfy(controller -> {
            changesQueuesAlone(scsi(controller));
            changesQueuesAlone(scsi(controller).without("Driver"));
        });
    }

    @Test
    void everyFieldOfAControllersDriverSurvivesButQueues() {
        Struct controller = scsi(Shapes.with("DomainController", Set.of("Index"), true));
        assertThat(Shapes.all("DomainControllerDriver"))
                .allSatisfy(driver -> changesQueuesAlone(controller.with("Driver", driver)));
    }

    @Property(tries = 200)
    void anyMixOfFieldsSurvives(
            @ForAll("disks") Struct disk, @ForAll("disks") Struct other, @ForAll("controllers") Struct controller) {
        Struct unnamed = named("disk", "ua-other", other, other.struct("Driver"));
        assertThat(HOOKS.applied(BOTH, Domains.domain(List.of(unnamed, disk), List.of(controller))))
                .isEqualTo(Domains.domain(List.of(unnamed, onIoUring(disk)), List.of(queued(controller, 4))));
    }

    /** Each line that restates a field is needed, and the model sees it missing. */
    @Test
    void aLineLessLosesAField() {
        Set<String> lost = new TreeSet<>();
        List<String> restating = ShippedHooks.expressions()
                .flatMap(String::lines)
                .map(String::strip)
                .filter(line ->
                        line.matches("\\w+: (has\\(([dc][.\\w]+)\\) \\? dyn\\(\\2\\) : dyn\\(null\\)|[dc][.\\w]+),?"))
                .toList();
        assertThat(restating).hasSizeGreaterThan(60);
        for (String line : restating) {
            if (loses(ShippedHooks.replacing(line, ""))) {
                lost.add(line);
            }
        }
        assertThat(lost).containsExactlyInAnyOrderElementsOf(new TreeSet<>(restating));
    }

    @Test
    void anUnguardedPointerIsSeen() {
        String guarded = "has(d.Driver.IOThread) ? dyn(d.Driver.IOThread) : dyn(null)";
        assertThat(loses(ShippedHooks.replacing(guarded, "d.Driver.IOThread"))).isTrue();
    }

    private static boolean loses(ShippedHooks hooks) {
        return List.of(true, false).stream()
                .anyMatch(zero -> List.of(true, false).stream().anyMatch(full -> {
                    Struct disk = named(
                            "disk", "ua-data", any("DomainDisk", zero, full), any("DomainDiskDriver", zero, full));
                    Struct controller = scsi(any("DomainController", zero, full))
                            .with("Driver", any("DomainControllerDriver", zero, full));
                    return !hooks.applied(BOTH, Domains.domain(List.of(disk), List.of(controller)))
                            .equals(Domains.domain(List.of(onIoUring(disk)), List.of(queued(controller, 4))));
                }));
    }

    private static Struct any(String struct, boolean zero, boolean full) {
        return Shapes.all(struct).get((zero ? 0 : Shapes.all(struct).size() / 2) + (full ? 1 : 0));
    }

    private static void changesIoAlone(Struct disk) {
        assertThat(HOOKS.applied(BOTH, onlyDisk(disk))).isEqualTo(onlyDisk(onIoUring(disk)));
    }

    private static void changesQueuesAlone(Struct controller) {
        assertThat(HOOKS.applied(BOTH, onlyController(controller))).isEqualTo(onlyController(queued(controller, 4)));
    }

    @Provide
    Arbitrary<Struct> disks() {
        return Combinators.combine(shapes("DomainDisk"), shapes("DomainDiskDriver"))
                .as((disk, driver) -> named("disk", "ua-data", disk, driver));
    }

    @Provide
    Arbitrary<Struct> controllers() {
        return Combinators.combine(shapes("DomainController"), shapes("DomainControllerDriver"))
                .as((controller, driver) -> scsi(controller).with("Driver", driver));
    }

    private static Arbitrary<Struct> shapes(String struct) {
        Arbitrary<Set<String>> there = Arbitraries.of(LibvirtCel.struct(struct).fields())
                .map(GoField::name)
                .set();
        return Combinators.combine(there, Arbitraries.of(true, false))
                .as((names, zero) -> Shapes.with(struct, names, zero));
    }
}
