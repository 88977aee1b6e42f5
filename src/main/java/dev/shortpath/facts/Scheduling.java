package dev.shortpath.facts;

import java.util.List;
import java.util.Map;

/**
 * Where the VM's owner lets it run.
 *
 * @param nodeSelector labels that a node must have
 * @param terms required node affinity: a node must satisfy one of the terms; empty: any node
 * @param tolerations of the VM
 */
public record Scheduling(Map<String, String> nodeSelector, List<Term> terms, List<Toleration> tolerations) {
    public Scheduling {
        nodeSelector = Map.copyOf(nodeSelector);
        terms = List.copyOf(terms);
        tolerations = List.copyOf(tolerations);
    }

    public static final Scheduling ANYWHERE = new Scheduling(Map.of(), List.of(), List.of());

    /** Expressions over a node's labels and fields (key `metadata.name`), all of which must hold. */
    public record Term(List<Expression> labels, List<Expression> fields) {
        public Term {
            labels = List.copyOf(labels);
            fields = List.copyOf(fields);
        }
    }

    /** One expression; operators are Kubernetes' own: In, NotIn, Exists, DoesNotExist, Gt, Lt. */
    public record Expression(String key, String operator, List<String> values) {
        public Expression {
            values = List.copyOf(values);
        }
    }

    /** A toleration; an empty key with operator Exists tolerates everything, an empty effect every effect. */
    public record Toleration(String key, String operator, String value, String effect) {}

    /** A taint of a node. */
    public record Taint(String key, String value, String effect) {}
}
