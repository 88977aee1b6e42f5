package dev.shortpath.admission;

import static dev.shortpath.admission.Installation.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shortpath.admission.certificate.Lifetimes;
import dev.shortpath.api.Selector;
import dev.shortpath.api.SelectorOperator;
import dev.shortpath.api.SelectorRequirement;
import dev.shortpath.kubevirt.AdmissionState;
import dev.shortpath.testcluster.TestCluster;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the real API server sends to the door under each generated condition, and what it keeps to itself. */
@Tag("cluster")
class MatchConditionsOnServerTest {
    private static final Lifetimes LOOKS_OFTEN =
            new Lifetimes(Duration.ofDays(1), Duration.ofDays(1), Duration.ofSeconds(1));

    private final KubernetesClient client = TestCluster.shared().client();
    private final Set<String> sent = new ConcurrentSkipListSet<>();
    private final List<GenericKubernetesResource> vms = new ArrayList<>();
    private volatile Audience audience = new Audience(List.of(), false);
    private Installation installation;
    private Admission admission;
    private String namespace;

    @BeforeEach
    void install() {
        installation = new Installation();
        namespace = TestCluster.shared().freshNamespace("match");
        Desk counting = request -> {
            sent.add(request.key().name());
            return Answer.unchanged();
        };
        admission = new Admission(
                new Admission.Surroundings(installation.account(), new SimpleMeterRegistry(), InstantSource.system()),
                new AdmissionSettings(
                        new Door.Place("127.0.0.1", 0),
                        Installation.NAMESPACE,
                        AdmissionSettings.SERVICE,
                        new AdmissionSettings.Source(LOOKS_OFTEN, Optional.empty()),
                        false),
                () -> Optional.of(audience),
                Map.of(Admission.VMS, counting, Admission.VMIS, counting, Admission.PODS, counting),
                () -> true);
        admission.start();
        vm("bare", null);
        vm("labels", "{tier: silver}");
        vm("bound", "{shortpath.dev/profile: database}");
        vm("none", "{shortpath.dev/profile: none, tier: gold}");
        vm("gold", "{tier: gold}");
        vm("gold-a", "{tier: gold, zone: a}");
        vm("empty", "{tier: ''}");
        vm("applied", null);
        Machines.annotate(vms.getLast(), "shortpath.dev/applied");
    }

    @AfterEach
    void close() {
        admission.close();
        installation.close();
    }

    private void vm(String name, String labels) {
        vms.add(Machines.vm(client, namespace, name, labels));
    }

    private void sends(Audience to, List<? extends HasMetadata> objects, String... expected) {
        audience = to;
        installation.leadTo(admission.port());
        patiently().untilAsserted(() -> {
            sent.clear();
            objects.forEach(o -> client.resource(o).dryRun(true).create());
            assertThat(sent).containsExactlyInAnyOrder(expected);
        });
    }

    private static Audience selecting(Selector... selectors) {
        return new Audience(List.of(selectors), true);
    }

    private static Selector labels(String key, String value) {
        return new Selector(Map.of(key, value), List.of());
    }

    private static Selector where(String key, SelectorOperator operator, String... values) {
        return new Selector(Map.of(), List.of(new SelectorRequirement(key, operator, List.of(values))));
    }

    @Test
    void vmsAreSentByLabelByRecordAndByEverySelectorThatThereCanBe() {
        sends(selecting(), vms, "bound", "applied");
        sends(selecting(labels("tier", "gold")), vms, "bound", "applied", "gold", "gold-a");
        sends(
                selecting(new Selector(Map.of("tier", "gold", "zone", "a"), List.of()), labels("tier", "silver")),
                vms,
                "bound",
                "applied",
                "gold-a",
                "labels");
        sends(selecting(labels("tier", "")), vms, "bound", "applied", "empty");
        sends(
                selecting(where("tier", SelectorOperator.IN, "gold", "silver")),
                vms,
                "bound",
                "applied",
                "gold",
                "gold-a",
                "labels");
        sends(
                selecting(where("tier", SelectorOperator.NOT_IN, "gold", "silver")),
                vms,
                "bound",
                "applied",
                "empty",
                "bare");
        sends(selecting(where("zone", SelectorOperator.EXISTS)), vms, "bound", "applied", "gold-a");
        sends(selecting(where("tier", SelectorOperator.DOES_NOT_EXIST)), vms, "bound", "applied", "bare");
        sends(
                selecting(new Selector(Map.of(), List.of())),
                vms,
                vms.stream()
                        .map(v -> v.getMetadata().getName())
                        .filter(n -> !n.equals("none"))
                        .toArray(String[]::new));
    }

    @Test
    void theLongestConditionIsTakenAndWhatIsLongerSendsEverybody() {
        List<Selector> many = new ArrayList<>();
        Selector last = labels("tier", "gold");
        for (int i = 0; vmsExpression(many, last).length() < MatchConditions.LENGTH; i++) {
            many.add(new Selector(Map.of("example.com/tier-" + i, "x".repeat(63), "b", "c"), List.of()));
        }
        List<Selector> most = new ArrayList<>(many.subList(0, many.size() - 1));
        most.add(last);
        assertThat(vmsExpression(most, last)).hasSizeGreaterThan(MatchConditions.LENGTH - 500);
        sends(new Audience(most, true), vms, "bound", "applied", "gold", "gold-a");
        sends(
                new Audience(
                        Stream.concat(most.stream(), IntStream.range(0, 9).mapToObj(i -> labels("a" + i, "b")))
                                .toList(),
                        true),
                vms,
                vms.stream().map(v -> v.getMetadata().getName()).toArray(String[]::new));
    }

    private static String vmsExpression(List<Selector> some, Selector one) {
        var all = new ArrayList<>(some);
        all.add(one);
        String expression = MatchConditions.of(new Audience(all, true)).get(AdmissionState.VMS);
        return expression.equals("true") ? "x".repeat(MatchConditions.LENGTH) : expression;
    }

    @Test
    void anUpdateThatTakesTheLabelAwayIsSent() {
        vms.forEach(v -> client.resource(v).create());
        sends(selecting(), List.of(Machines.vm(client, namespace, "probe", "{shortpath.dev/profile: a}")), "probe");

        assertThat(updated("{\"metadata\":{\"labels\":{\"shortpath.dev/profile\":null}}}"))
                .containsExactlyInAnyOrder("bound", "applied");
        assertThat(updated("{\"metadata\":{\"labels\":{\"shortpath.dev/profile\":\"none\"}}}"))
                .containsExactlyInAnyOrder("bound", "applied");
        assertThat(updated("{\"metadata\":{\"labels\":null,\"annotations\":null}}"))
                .containsExactlyInAnyOrder("bound", "applied");
        assertThat(updated("{\"metadata\":{\"labels\":{\"shortpath.dev/profile\":\"x\"}}}"))
                .hasSize(vms.size());
        assertThat(updated("{\"spec\":{\"runStrategy\":\"Always\"}}")).containsExactlyInAnyOrder("bound", "applied");
    }

    private Set<String> updated(String patch) {
        sent.clear();
        vms.forEach(v -> client.genericKubernetesResources("kubevirt.io/v1", "VirtualMachine")
                .inNamespace(namespace)
                .withName(v.getMetadata().getName())
                .dryRun(true)
                .patch(PatchContext.of(PatchType.JSON_MERGE), patch));
        return new TreeSet<>(sent);
    }

    @Test
    void instancesOfVmsAndLaunchersAreSentOnceThereIsAProfile() {
        List<GenericKubernetesResource> objects = new ArrayList<>();
        objects.add(object("VirtualMachineInstance", "kubevirt.io/v1", "orphan", "{}", "{domain: {devices: {}}}"));
        objects.add(object(
                "VirtualMachineInstance",
                "kubevirt.io/v1",
                "owned",
                "{ownerReferences: [{apiVersion: kubevirt.io/v1, kind: VirtualMachine, name: a, uid: b}]}",
                "{domain: {devices: {}}}"));
        String pod = "{containers: [{name: a, image: b}]}";
        objects.add(object("Pod", "v1", "pod", "{}", pod));
        objects.add(object("Pod", "v1", "launcher", "{labels: {kubevirt.io: virt-launcher}}", pod));
        sends(new Audience(List.of(), true), objects, "owned", "launcher");
        sends(new Audience(List.of(), false), objects);
    }

    private GenericKubernetesResource object(String kind, String version, String name, String metadata, String spec) {
        var object = client.getKubernetesSerialization()
                .unmarshal(
                        "apiVersion: %s\nkind: %s\nmetadata: %s\nspec: %s".formatted(version, kind, metadata, spec),
                        GenericKubernetesResource.class);
        object.getMetadata().setName(name);
        object.getMetadata().setNamespace(namespace);
        return object;
    }
}
