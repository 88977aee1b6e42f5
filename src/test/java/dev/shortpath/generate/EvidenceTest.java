package dev.shortpath.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class EvidenceTest {
    @Test
    void everyRuleOfThePlannerHasAnEntryAndNoEntryIsOfARuleThatIsGone() {
        assertThat(EvidenceTable.read().rules().keySet()).containsExactlyInAnyOrderElementsOf(RuleNames.all());
    }

    @Test
    void noTwoRulesShareAName() {
        assertThat(RuleNames.all())
                .doesNotHaveDuplicates()
                .contains("CacheRule", "VolumeRules.FORMAT", "IoThreadsRule");
    }

    @Test
    void everyRuleClaimsSomething() {
        assertThat(EvidenceTable.read().rules().values()).noneMatch(List::isEmpty);
    }

    @Test
    void aClaimWithoutFigureAndSourceMustSayWhyAndOneThatHasThemMustNot() {
        assertThatThrownBy(() -> new EvidenceTable.Claim("it is fast", null, null, null, null))
                .hasMessageContaining("evidence.yaml: claim 'it is fast' must have figures or sources");
        assertThatThrownBy(() -> new EvidenceTable.Claim("it is fast", List.of("a figure"), null, "why not", "more"))
                .hasMessageContaining("it is fast");
        assertThat(new EvidenceTable.Claim("it is kept", null, null, "a promise", null).figures())
                .isEmpty();
    }

    @Test
    void aLinkThatLeadsNowhereIsNamed() {
        EvidenceTable table = EvidenceTable.read();
        assertThat(table.address(new EvidenceTable.Source("x", "kubevirt:pkg/x.go")))
                .isEqualTo(table.places().get("kubevirt") + "pkg/x.go");
        assertThatThrownBy(() -> table.address(new EvidenceTable.Source("x", "elsewhere:pkg/x.go")))
                .hasMessageContaining("link 'elsewhere:pkg/x.go'");
    }
}
