package dev.shortpath.admission;

import dev.shortpath.facts.Cluster;
import dev.shortpath.kubevirt.ProfileCheck;
import dev.shortpath.kubevirt.Profiles;
import dev.shortpath.plan.warning.ProfileWarnings;
import java.util.function.Supplier;

/** Says of a StorageProfile what this cluster makes wrong in it, and what is odd; refusing is left to the schema. */
public final class ProfileDesk implements Desk {
    private final Supplier<Cluster> cluster;

    /**
     * A desk.
     *
     * @param cluster from caches alone
     */
    public ProfileDesk(Supplier<Cluster> cluster) {
        this.cluster = cluster;
    }

    @Override
    public Answer answer(Request request) {
        // Admission comes before the schema, which says more of such a profile than we could.
        if (!ProfileCheck.accepts(request.object())) {
            return Answer.unchanged();
        }
        return Answer.unchanged(ProfileWarnings.of(Profiles.read(request.object()), cluster.get())
                .toArray(String[]::new));
    }
}
