package dev.shortpath.operator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.cluster.Key;
import dev.shortpath.cluster.Watched;
import dev.shortpath.plan.passthrough.Permit;
import dev.shortpath.plan.passthrough.Permits;
import dev.shortpath.telemetry.Bulletin;
import dev.shortpath.telemetry.Bulletin.News;
import io.fabric8.kubernetes.api.model.ObjectReference;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells what became of permittedHostDevices: of an addition the profiles that ask for it, of a removal the KubeVirt CR. */
final class PermitReporter {
    private static final Logger LOG = LoggerFactory.getLogger("dev.shortpath.permits");

    private final Bulletin bulletin;
    private volatile String refusal = "";

    PermitReporter(Bulletin bulletin) {
        this.bulletin = bulletin;
    }

    void written(JsonNode kubevirt, Permits permits, List<JsonNode> profiles) {
        refusal = "";
        permits.add()
                .forEach(p -> tell(
                        asking(profiles, p),
                        new News(false, "DevicePermitted", "Permit", said(p, kubevirt, "permits") + " from now on.")));
        permits.remove()
                .forEach(p -> tell(
                        List.of(Watched.KUBEVIRT.reference(kubevirt)),
                        new News(
                                false,
                                "DeviceNotPermittedAnyMore",
                                "Permit",
                                said(p, kubevirt, "no longer permits") + ": no profile asks for it.")));
    }

    void refused(JsonNode kubevirt, Permits permits, List<JsonNode> profiles, String message) {
        if (message.equals(refusal)) {
            return;
        }
        refusal = message;
        LOG.warn("{} is not changed: {}", Key.of(kubevirt), message);
        permits.add()
                .forEach(p -> tell(
                        asking(profiles, p),
                        new News(
                                true,
                                "PermitRefused",
                                "Permit",
                                said(p, kubevirt, "does not permit") + ": the API server refuses the change: "
                                        + message)));
    }

    /** Lines of the log alone: the profiles' conditions say it too. */
    void waiting(Map<String, String> before, Map<String, String> now) {
        now.forEach((resource, why) -> {
            if (!why.equals(before.get(resource))) {
                LOG.info("{}: {}", resource, why);
            }
        });
    }

    private static String said(Permit permit, JsonNode kubevirt, String verb) {
        return "The KubeVirt CR " + Key.of(kubevirt) + " " + verb + " " + permit.selector() + " as "
                + permit.resource();
    }

    private void tell(List<ObjectReference> about, News news) {
        LOG.info("{}", news.note());
        about.forEach(a -> bulletin.post(a, news));
    }

    private static List<ObjectReference> asking(List<JsonNode> profiles, Permit permit) {
        return profiles.stream()
                .filter(p -> p.at("/spec/passthrough")
                        .valueStream()
                        .anyMatch(e -> e.path("resourceName").asText().equals(permit.resource())))
                .map(Watched.PROFILE::reference)
                .toList();
    }
}
