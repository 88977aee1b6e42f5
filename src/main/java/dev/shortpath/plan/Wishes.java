package dev.shortpath.plan;

import dev.shortpath.api.DiskRule;
import dev.shortpath.api.IoThreads;
import dev.shortpath.api.StorageProfileSpec;
import dev.shortpath.api.VolumeRule;
import dev.shortpath.api.Word;
import dev.shortpath.facts.Field;
import dev.shortpath.facts.Profile;
import java.util.Optional;

/** Reads a profile as wishes: the rule's word, else its workload's; Keep is no wish. */
final class Wishes {
    private static final String KEEP = "Keep";

    private Wishes() {}

    static Optional<Wish> ofDisk(Profile profile, Optional<DiskRule> rule, Field field) {
        Optional<String> spelled = rule.flatMap(r -> spelled(r, field));
        return wish(
                profile,
                field,
                spelled,
                "rule " + rule.map(DiskRule::name).orElse("") + " of profile " + profile.name());
    }

    static Optional<Wish> ofVm(Profile profile, Field field) {
        return wish(profile, field, spelled(profile.spec(), field), "profile " + profile.name());
    }

    private static Optional<Wish> wish(Profile profile, Field field, Optional<String> spelled, String from) {
        if (spelled.isPresent()) {
            return spelled.filter(w -> !w.equals(KEEP)).map(w -> new Wish(w, true, from));
        }
        return Workloads.word(profile.spec().workload(), field)
                .map(w -> new Wish(
                        w, false, "workload " + profile.spec().workload().word() + " of profile " + profile.name()));
    }

    private static Optional<String> spelled(DiskRule rule, Field field) {
        VolumeRule volume = rule.volume() == null ? new VolumeRule(null, null, null, null) : rule.volume();
        return switch (field) {
            case BUS -> word(rule.bus());
            case IO -> word(rule.io());
            case CACHE -> word(rule.cache());
            case IO_THREAD -> word(rule.ioThread());
            case BLOCK_SIZE -> word(rule.blockSize());
            case ERROR_POLICY -> word(rule.errorPolicy());
            case VOLUME_FORMAT -> word(volume.format());
            case VOLUME_MODE -> word(volume.volumeMode());
            case PREALLOCATION -> word(volume.preallocation());
            case STORAGE_CLASS -> Optional.ofNullable(volume.storageClassName());
            default -> Optional.empty();
        };
    }

    private static Optional<String> spelled(StorageProfileSpec spec, Field field) {
        IoThreads threads = spec.ioThreads() == null ? new IoThreads(null, null) : spec.ioThreads();
        return switch (field) {
            case MULTI_QUEUE -> word(spec.multiQueue());
            case IO_THREADS_POLICY -> word(threads.policy());
            case IO_THREADS_COUNT ->
                Optional.ofNullable(threads.count()).filter(c -> c > 0).map(String::valueOf);
            case EVICTION -> word(spec.eviction());
            default -> Optional.empty();
        };
    }

    private static Optional<String> word(Word word) {
        return Optional.ofNullable(word).map(Word::word);
    }
}
