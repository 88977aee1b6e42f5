package dev.shortpath.telemetry;

import dev.shortpath.plan.Decision;
import dev.shortpath.plan.Plan;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.slf4j.MDC;

/**
 * The fields by which lines of the log that belong together are found, and with the same values spans: they stand in every
 * line of this thread until it is closed.
 */
public final class Correlation implements AutoCloseable {
    /** NAMESPACE/NAME of the VM. */
    public static final String VM = "vm";

    /** The StorageProfile's name. */
    public static final String PROFILE = "profile";

    /** The same for the same decisions, whoever made them: loop or webhook, this replica or another. */
    public static final String PLAN = "plan";

    /** The node's name. */
    public static final String NODE = "node";

    static final String TRACE = "traceId";
    static final String SPAN = "spanId";

    private static final int PLAN_BYTES = 6;

    private final Map<String, String> before = new HashMap<>();

    private Correlation() {}

    public static Correlation of(String field, String value) {
        return new Correlation().and(field, value);
    }

    /** Profile and plan. */
    public static Correlation of(Plan plan) {
        Correlation both = of(PLAN, id(plan));
        plan.profile().ifPresent(p -> both.and(PROFILE, p));
        return both;
    }

    public Correlation and(String field, String value) {
        before.put(field, MDC.get(field));
        MDC.put(field, value);
        return this;
    }

    /** Twelve hexadecimal digits of what was decided, without the words for it. */
    static String id(Plan plan) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(plan.profile().orElse("").getBytes(StandardCharsets.UTF_8));
            for (Decision d : plan.decisions()) {
                String decided = "\n" + d.disk().orElse("") + "\t" + d.field().path() + "\t"
                        + d.verdict().word() + "\t" + d.reason().word() + "\t"
                        + d.value().orElse("");
                digest.update(decided.getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, PLAN_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public void close() {
        before.forEach((field, value) -> {
            if (value == null) {
                MDC.remove(field);
            } else {
                MDC.put(field, value);
            }
        });
    }
}
