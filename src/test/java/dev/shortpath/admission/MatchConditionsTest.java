package dev.shortpath.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.shortpath.api.Selector;
import dev.shortpath.kubevirt.AdmissionState;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The expressions as text; {@link MatchConditionsOnServerTest} shows what they let through. */
class MatchConditionsTest {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private static JsonNode profile(String spec) throws IOException {
        return YAML.readTree("spec: " + spec);
    }

    private static Audience audience(String... specs) throws IOException {
        var profiles = new java.util.ArrayList<JsonNode>();
        for (String spec : specs) {
            profiles.add(profile(spec));
        }
        return Audience.of(profiles, false);
    }

    private static String vms(Audience audience) {
        return MatchConditions.of(audience).get(AdmissionState.VMS);
    }

    @Test
    void withoutASelectorOnlyLabelsAndOurOwnMarksCount() throws IOException {
        String expression = "(has(object.metadata.labels) && 'shortpath.dev/profile' in object.metadata.labels && "
                + "object.metadata.labels['shortpath.dev/profile'] != 'none') || "
                + "(has(object.metadata.annotations) && 'shortpath.dev/applied' in object.metadata.annotations) || "
                + "(oldObject != null && (has(oldObject.metadata.labels) && 'shortpath.dev/profile' in "
                + "oldObject.metadata.labels && oldObject.metadata.labels['shortpath.dev/profile'] != 'none' || "
                + "has(oldObject.metadata.annotations) && 'shortpath.dev/applied' in oldObject.metadata.annotations))";
        assertThat(vms(audience())).isEqualTo(expression);
        assertThat(vms(audience("{mode: Audit}"))).isEqualTo(expression);
    }

    @Test
    void theOrderOfProfilesAndOfWordsDoesNotMatter() throws IOException {
        String gold = "{selector: {vmSelector: {matchLabels: {tier: gold, zone: a}}}}";
        String turned = "{selector: {vmSelector: {matchLabels: {zone: a, tier: gold}}}}";
        String set = "{selector: {vmSelector: {matchExpressions: [{key: os, operator: In, values: [b, a]}]}}}";
        String other = "{selector: {vmSelector: {matchExpressions: [{key: os, operator: In, values: [a, b]}]}}}";
        assertThat(vms(audience(gold, set))).isEqualTo(vms(audience(other, turned, gold)));
        assertThat(vms(audience(gold)))
                .contains("object.metadata.labels['tier'] == 'gold'", "object.metadata.labels['zone'] == 'a'");
    }

    @Test
    void aSelectorWithoutVmSelectorTakesEverybodyButWhoSaysNone() throws IOException {
        assertThat(vms(audience("{selector: {namespaceSelector: {matchLabels: {team: db}}}}")))
                .endsWith("== 'none') && (true))")
                .isEqualTo(vms(audience("{selector: {vmSelector: {}}}")));
    }

    @Test
    void whatIsTooLongForTheApiServerSendsEverybody() {
        List<Selector> many = IntStream.range(0, 200)
                .mapToObj(i -> new Selector(Map.of("tier-" + i, "x".repeat(63)), List.of()))
                .toList();
        assertThat(vms(new Audience(many, true))).isEqualTo("true");
    }

    @Test
    void instancesAndPodsAreNobodysBusinessWhileThereIsNothingToDeliver() throws IOException {
        Map<String, String> nothing = MatchConditions.of(audience());
        assertThat(nothing).containsEntry(AdmissionState.VMIS, "false").containsEntry(AdmissionState.PODS, "false");
        assertThat(MatchConditions.of(Audience.of(List.of(), true)).get(AdmissionState.PODS))
                .isEqualTo("true");
        assertThat(MatchConditions.of(audience("{}")).get(AdmissionState.VMIS)).contains("'VirtualMachine'");
    }
}
