package dev.shortpath.admission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.cluster.Caches;
import dev.shortpath.cluster.Indexes;
import dev.shortpath.cluster.Watched;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads the audience off the caches, and calls when it has become another one. */
final class Hearing implements Caches.Listener, Supplier<Optional<Audience>> {
    private final Caches caches;
    private volatile Runnable bell = () -> {};
    private volatile Optional<Audience> last = Optional.empty();

    Hearing(Caches caches) {
        this.caches = caches;
        caches.listen(this);
    }

    void onNews(Runnable call) {
        bell = call;
    }

    /** Empty while not all is read. */
    @Override
    public Optional<Audience> get() {
        return caches.settled()
                ? Optional.of(Audience.of(
                        caches.profiles().all(),
                        !caches.vms().under(Indexes.OURS, Indexes.YES).isEmpty()))
                : Optional.empty();
    }

    @Override
    public void changed(Watched kind, Optional<JsonNode> before, Optional<JsonNode> after) {
        // While there is a profile, no VM's coming or going makes a difference.
        if (kind == Watched.PROFILE || kind == Watched.VM && caches.profiles().size() == 0) {
            compare();
        }
    }

    @Override
    public void state(Watched kind, Caches.State state) {
        compare();
    }

    private void compare() {
        Optional<Audience> now = get();
        if (!now.equals(last)) {
            last = now;
            bell.run();
        }
    }
}
