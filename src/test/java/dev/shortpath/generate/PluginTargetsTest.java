package dev.shortpath.generate;

import static dev.shortpath.generate.Domains.disk;
import static dev.shortpath.generate.Domains.domain;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the Plugin touches and what it leaves alone. {@link PluginFieldsTest} says what running it here proves. */
class PluginTargetsTest {
    private static final ShippedHooks HOOKS = ShippedHooks.read();
    private static final Struct DATA = disk("disk", "ua-data");
    private static final Struct CONTROLLER = scsi(Shapes.with("DomainController", Set.of("Index"), true));

    private static Map<String, String> disks(String names) {
        return Map.of(Keys.IO_URING_DISKS, names);
    }

    private static Map<String, String> queues(String count) {
        return Map.of(Keys.SCSI_QUEUES, count);
    }

    @Test
    void aVmWithoutTheAnnotationsIsNotLookedAt() {
        assertThat(HOOKS.conditions(Map.of())).containsExactly(false, false, false);
        assertThat(HOOKS.conditions(Map.of("plugin.shortpath.dev/other", "4"))).containsExactly(false, false, false);
    }

    @Test
    void eachAnnotationIsForItsOwnHook() {
        assertThat(HOOKS.conditions(disks("ua-data"))).containsExactly(true, true, false);
        assertThat(HOOKS.conditions(queues("4"))).containsExactly(true, false, true);
    }

    @Test
    void namedDisksGetIoUringWhereverTheyStand() {
        Struct other = disk("disk", "ua-other");
        Struct log = disk("disk", "ua-log");
        assertThat(HOOKS.applied(disks("ua-log ua-gone  ua-data"), domain(List.of(DATA, other, log), List.of())))
                .isEqualTo(domain(List.of(onIoUring(DATA), other, onIoUring(log)), List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "   ",
                "data",
                "ua-dat",
                "ua-data2",
                "a-data",
                "UA-DATA",
                "ua-data,ua-log",
                "\"ua-data\""
            })
    void aDiskIsNamedByWholeWordsOnly(String names) {
        assertThat(HOOKS.applied(disks(names), onlyDisk(DATA))).isEqualTo(onlyDisk(DATA));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cdrom", "lun", "floppy"})
    void whatIsNoDiskStaysAsItIs(String device) {
        Struct other = disk(device, "ua-data");
        assertThat(HOOKS.applied(disks("ua-data"), onlyDisk(other))).isEqualTo(onlyDisk(other));
    }

    @Test
    void aDiskWithoutDriverOrNameStaysAsItIs() {
        for (Struct other : List.of(DATA.without("Driver"), DATA.without("Alias"), disk("disk", ""))) {
            assertThat(HOOKS.applied(disks("  ua-data  "), onlyDisk(other))).isEqualTo(onlyDisk(other));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "4", "64", "999", "1000", "1022"})
    void theVirtioScsiControllerGetsItsQueues(String count) {
        assertThat(HOOKS.applied(queues(count), onlyController(CONTROLLER)))
                .isEqualTo(onlyController(queued(CONTROLLER, Integer.parseInt(count))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "0",
                "00",
                "-1",
                "+4",
                "04",
                " 4",
                "4 ",
                "4\n",
                "4\n4",
                "4.0",
                "1e3",
                "0x4",
                "four",
                "4u",
                "\u0664",
                "1023",
                "9999",
                "10000",
                "4294967297",
                "18446744073709551616"
            })
    void whatIsNoUsableNumberOfQueuesIsPassedOver(String count) {
        assertThat(HOOKS.conditions(queues(count))).containsExactly(true, false, false);
    }

    @Test
    void otherControllersStayAsTheyAre() {
        for (String model : List.of("lsilogic", "pvscsi", "")) {
            Struct other = CONTROLLER.with("Model", model);
            assertThat(HOOKS.applied(queues("4"), onlyController(other))).isEqualTo(onlyController(other));
        }
        Struct serial = CONTROLLER.with("Type", "virtio-serial");
        assertThat(HOOKS.applied(queues("4"), onlyController(serial))).isEqualTo(onlyController(serial));
    }

    @Test
    void aFailingHookIsPassedOverByKubeVirt() {
        assertThat(ShippedHooks.spec().path("failureStrategy").asText()).isEqualTo("Ignore");
        assertThat(ShippedHooks.spec().path("domainHooks"))
                .isNotEmpty()
                .allSatisfy(hook ->
                        assertThat(hook.path("failureStrategy").asText()).isEqualTo("Ignore"));
    }
}
