package dev.shortpath.plan.rule;

import java.util.List;

/** The table of contents: every rule, each after those whose answers it needs. */
public final class Rules {
    private Rules() {}

    public static final List<Rule> ALL = List.of(
            new WhichDisks(),
            VolumeRules.STORAGE_CLASS,
            VolumeRules.VOLUME_MODE,
            VolumeRules.FORMAT,
            VolumeRules.PREALLOCATION,
            BusRule.RULE,
            BlockSizeRule.RULE,
            CacheRule.RULE,
            IoRule.RULE,
            ErrorPolicyRule.RULE,
            new IoThreadsRule(),
            new IoThreadRule(),
            MultiQueueRule.RULE,
            new PassthroughRule(),
            EvictionRule.RULE,
            new PlacementRule(),
            new KeptRule(),
            new UnaskedRule());
}
