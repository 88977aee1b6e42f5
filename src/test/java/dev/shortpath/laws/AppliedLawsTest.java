package dev.shortpath.laws;

import static dev.shortpath.laws.Generated.JSON;
import static dev.shortpath.laws.LawsTest.applied;
import static dev.shortpath.laws.LawsTest.birth;
import static dev.shortpath.laws.LawsTest.plan;
import static dev.shortpath.laws.LawsTest.specWithoutCount;
import static dev.shortpath.laws.LawsTest.unlabelled;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.facts.Moment;
import dev.shortpath.kubevirt.VmPatch;
import dev.shortpath.plan.Change;
import dev.shortpath.plan.Plan;
import dev.shortpath.plan.Write;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds whatever stands in the annotation `shortpath.dev/applied`, and whatever becomes of what it remembers. */
class AppliedLawsTest extends AnyVmAndProfile {
    /** Records that anybody could write: every field, words that are right, wrong there, or nowhere. */
    @Provide
    Arbitrary<String> records() {
        return forged();
    }

    /** Records as anybody may write them. */
    static Arbitrary<String> forged() {
        Arbitrary<String> word = Arbitraries.of(
                "native",
                "threads",
                "none",
                "writeback",
                "writethrough",
                "virtio",
                "scsi",
                "sata",
                "usb",
                "dedicated",
                "shared",
                "report",
                "Always",
                "Never",
                "supplementalPool",
                "match",
                "b4096",
                "1",
                "0",
                "Block",
                "bogus",
                "LiveMigrate",
                "shortpath.dev/nvme",
                "nobody.example.com/thing",
                "{\"custom\":{\"logical\":512,\"physical\":4096}}");
        Arbitrary<String> field = Arbitraries.of(
                "bus",
                "io",
                "cache",
                "ioThread",
                "blockSize",
                "errorPolicy",
                "multiQueue",
                "ioThreads.policy",
                "ioThreads.count",
                "eviction",
                "volume.volumeMode",
                "volume.storageClassName",
                "ioUring",
                "passthrough",
                "scsiQueues");
        Arbitrary<ObjectNode> entry = Combinators.combine(
                        Arbitraries.of("disk0", "disk1", "disk2", "ghost"), field, word, word.injectNull(0.4))
                .as(AppliedLawsTest::entry);
        return Combinators.combine(
                        entry.list().ofMaxSize(4),
                        Arbitraries.of("p", "old"),
                        Arbitraries.of("shop/orders", "shop/other"),
                        Arbitraries.of("Restore", "Keep"))
                .as((set, profile, vm, removal) -> {
                    ObjectNode note = JSON.createObjectNode()
                            .put("v", 1)
                            .put("vm", vm)
                            .put("profile", profile)
                            .put("onRemoval", removal);
                    set.forEach(note.withArrayProperty("set")::add);
                    return note.toString();
                });
    }

    private static ObjectNode entry(String disk, String field, String to, String was) {
        ObjectNode entry = JSON.createObjectNode();
        boolean ofVm = List.of("multiQueue", "ioThreads.policy", "ioThreads.count", "eviction", "scsiQueues")
                .contains(field);
        if (field.equals("passthrough")) {
            entry.put("name", disk.replace("disk", "nvme"));
        } else if (!ofVm) {
            entry.put("disk", disk);
        }
        entry.put("field", field).put("to", to);
        if (was != null) {
            entry.put("was", was);
        }
        return entry;
    }

    static ObjectNode remembering(ObjectNode vm, String record) {
        ObjectNode copy = vm.deepCopy();
        ((ObjectNode) copy.get("metadata")).set("annotations", Generated.object("shortpath.dev/applied", record));
        return copy;
    }

    @Property(tries = 2000)
    void aForgedRecordNeverKeepsAVmFromStarting(
            @ForAll("vms") ObjectNode vm, @ForAll("profiles") ObjectNode profile, @ForAll("records") String record) {
        Assume.that(Startable.is(vm));
        JsonNode forged = remembering(vm, record);
        assertThat(Startable.is(applied(forged, plan(forged, profile, Moment.LOOP))))
                .isTrue();
        JsonNode parted = unlabelled(forged);
        assertThat(Startable.is(applied(parted, plan(parted, profile, Moment.LOOP))))
                .isTrue();
    }

    @Property(tries = 2000)
    void aForgedRecordNeverTakesWhatItDoesNotName(
            @ForAll("vms") ObjectNode vm, @ForAll("profiles") ObjectNode profile, @ForAll("records") String record) {
        ((ObjectNode) profile.get("spec")).put("onUserValue", "Yield");
        Plan plan = plan(remembering(vm, record), profile, Moment.LOOP);
        assertThat(plan.write().changes())
                .allSatisfy(c -> assertThat(c.from().isEmpty()
                                || record.contains("\"to\":\"" + c.from().get()))
                        .as("%s", c)
                        .isTrue());
    }

    @Property(tries = 1000)
    void whatFollowsAForgedRecordSettles(
            @ForAll("vms") ObjectNode vm, @ForAll("profiles") ObjectNode profile, @ForAll("records") String record) {
        JsonNode forged = remembering(vm, record);
        JsonNode once = applied(forged, plan(forged, profile, Moment.LOOP));
        assertThat(plan(once, profile, Moment.LOOP).write().isEmpty()).isTrue();
        JsonNode parted = applied(unlabelled(forged), plan(unlabelled(forged), profile, Moment.LOOP));
        assertThat(plan(parted, profile, Moment.LOOP).write().isEmpty()).isTrue();
    }

    @Property(tries = 1000)
    void aWipedValueIsPutBack(@ForAll("vms") ObjectNode vm, @ForAll("profiles") ObjectNode profile, @ForAll int which) {
        Plan birth = plan(vm, profile, birth(vm));
        Assume.that(!birth.write().changes().isEmpty());
        JsonNode born = applied(vm, birth);
        List<Change> changes = birth.write().changes();
        Change change = changes.get(Math.floorMod(which, changes.size()));
        Change wipe = new Change(change.disk(), change.field(), change.to(), Optional.empty());
        JsonNode wiped = VmPatch.applied(born, new Write(List.of(wipe), Optional.empty(), false));
        JsonNode mended = applied(wiped, plan(wiped, profile, Moment.LOOP));
        assertThat(devicesSorted(mended)).isEqualTo(devicesSorted(born));
    }

    // One drive is as good as another, so that one which is put back comes last in its list.
    private static JsonNode devicesSorted(JsonNode vm) {
        ObjectNode spec = vm.get("spec").deepCopy();
        if (spec.at("/template/spec/domain/devices/hostDevices") instanceof ArrayNode devices) {
            List<JsonNode> sorted = new ArrayList<>();
            devices.forEach(sorted::add);
            sorted.sort(Comparator.comparing(JsonNode::toString));
            devices.removeAll().addAll(sorted);
        }
        return spec;
    }

    @Property(tries = 1000)
    void fromOneProfileToAnotherLeadsWhereTheOtherLeads(
            @ForAll("vms") ObjectNode vm, @ForAll("profiles") ObjectNode first, @ForAll("profiles") ObjectNode second) {
        Plan plan = plan(vm, first, Moment.LOOP);
        Assume.that(plan.write().changes().stream().noneMatch(c -> c.field().guestVisible()));
        ObjectNode before = (ObjectNode) relabelled(applied(vm, plan), "q");
        ((ObjectNode) second.get("metadata")).put("name", "q");
        JsonNode after = applied(before, plan(before, second, Moment.LOOP));
        JsonNode direct = relabelled(vm, "q");
        assertThat(specWithoutCount(after))
                .isEqualTo(specWithoutCount(applied(direct, plan(direct, second, Moment.LOOP))));
    }

    private static JsonNode relabelled(JsonNode vm, String profile) {
        ObjectNode copy = vm.deepCopy();
        ((ObjectNode) copy.at("/metadata/labels")).put("shortpath.dev/profile", profile);
        return copy;
    }
}
