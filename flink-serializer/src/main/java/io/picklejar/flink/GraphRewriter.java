package io.picklejar.flink;

import io.picklejar.PickleJar;
import io.picklejar.error.PickleException;
import java.util.Map;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.InvalidProgramException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.api.java.tuple.Tuple;
import org.apache.flink.streaming.api.graph.StreamEdge;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.api.operators.CoordinatedOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.runtime.partitioner.StreamPartitioner;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Makes a whole stream graph travel: replaces what Java serialization rejects, and what mentions classes that go by
 * value. What travels already stays untouched, so a second rewrite changes nothing.
 *
 * <p>An operator's factory goes behind a {@link PickledProxy}, with the operator, its user function, its serializers and
 * its state descriptors in one pickle. The few factories that talk to a coordinator on the JobManager keep their class;
 * in those the fields are rewritten.
 */
final class GraphRewriter {
    private final Shipping shipping;
    private final PartRewriter parts;
    private final ExecutionConfig config;

    GraphRewriter(PickleJar jar, GenericTypes genericTypes, ExecutionConfig config) {
        this.config = config;
        this.shipping = new Shipping(jar, genericTypes, config);
        this.parts = new PartRewriter(shipping, config);
    }

    /**
     * Rewrites the graph in place, and the client's ends of its result streams.
     *
     * @throws InvalidProgramException if a part of it cannot travel; names the operator and what to do
     */
    void rewrite(StreamGraph graph, Iterable<?> resultIterators) {
        for (StreamNode node : graph.getStreamNodes()) {
            try {
                rewrite(node);
            } catch (PickleException e) {
                throw new InvalidProgramException(
                        "operator \"" + node.getOperatorName() + "\" cannot travel: " + e.getMessage(), e);
            }
            check(node);
        }
        rewriteVirtualNodes(graph);
        resultIterators.forEach(parts::rewrite);
    }

    private void rewrite(StreamNode node) {
        StreamOperatorFactory<?> factory = node.getOperatorFactory();
        if (factory instanceof CoordinatedOperatorFactory) {
            parts.rewrite(factory);
        } else if (factory != null && !shipping.travels(factory)) {
            FlinkField.of(node, "operatorFactory").set(node, shipping.proxy(factory));
        }
        KeySelector<?, ?>[] selectors = node.getStatePartitioners();
        for (int i = 0; i < selectors.length; i++) {
            if (selectors[i] != null) {
                selectors[i] = shipping.keySelector(selectors[i]);
            }
        }
        TypeSerializer<?>[] inputs = node.getTypeSerializersIn();
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = serializer(inputs[i]);
        }
        if (node.getTypeSerializerOut() != null) {
            node.setSerializerOut(serializer(node.getTypeSerializerOut()));
        }
        if (node.getStateKeySerializer() != null) {
            node.setStateKeySerializer(serializer(node.getStateKeySerializer()));
            checkKey(node);
        }
        for (StreamEdge edge : node.getOutEdges()) {
            if (edge.getPartitioner() != null) {
                parts.rewrite(edge.getPartitioner());
            }
            if (edge.getOutputTag() != null) {
                OutputTag<?> tag = edge.getOutputTag();
                FlinkField.of(edge, "outputTag").set(edge, outputTag(tag));
            }
        }
    }

    private @Nullable TypeSerializer<?> serializer(@Nullable TypeSerializer<?> serializer) {
        return serializer == null ? null : shipping.serializer(serializer);
    }

    /** Tags are equal if their ids are, so the user function's own tag still finds the way. */
    @SuppressWarnings("ReferenceEquality") // the same object means: travels as it is
    private <T> OutputTag<T> outputTag(OutputTag<T> tag) {
        var type = shipping.typeInfo(tag.getTypeInfo(), config);
        return type == tag.getTypeInfo() && tag.getClass() == OutputTag.class
                ? tag
                : new OutputTag<>(tag.getId(), type);
    }

    /** Flink 2 sends them too, although the edges hold all that counts. */
    private void rewriteVirtualNodes(StreamGraph graph) {
        for (String name : new String[] {"virtualPartitionNodes", "virtualSideOutputNodes"}) {
            if (!(FlinkField.of(graph, name).get(graph) instanceof Map<?, ?> nodes)) {
                continue;
            }
            for (Object node : nodes.values()) {
                Tuple fields = (Tuple) node;
                for (int i = 0; i < fields.getArity(); i++) {
                    Object field = fields.getField(i);
                    if (field instanceof OutputTag<?> tag) {
                        fields.setField(outputTag(tag), i);
                    } else if (field instanceof StreamPartitioner<?> partitioner) {
                        parts.rewrite(partitioner);
                    }
                }
            }
        }
    }

    /** Flink itself asks of a key's type no more than that it is no array and no enum. */
    private static void checkKey(StreamNode node) {
        if (node.getStateKeySerializer() instanceof PickleSerializer<?> keys) {
            String problem = keys.type().keyProblem();
            if (problem != null) {
                throw new InvalidProgramException("operator \"" + node.getOperatorName() + "\" cannot have keys of "
                        + keys.type() + ": " + problem + "; key by a string, a number, or a record of them");
            }
        }
    }

    /** What is left over after rewriting cannot travel. */
    private void check(StreamNode node) {
        check(node, "operator", node.getOperatorFactory());
        check(node, "input format", node.getInputFormat());
        check(node, "output format", node.getOutputFormat());
        for (StreamEdge edge : node.getOutEdges()) {
            check(node, "partitioner", edge.getPartitioner());
        }
    }

    private void check(StreamNode node, String kind, @Nullable Object part) {
        if (part == null) {
            return;
        }
        JavaForm form = shipping.javaForm(part);
        if (!form.travels()) {
            throw new InvalidProgramException("the " + kind + " of operator \"" + node.getOperatorName()
                    + "\" cannot travel: Flink needs its class "
                    + part.getClass().getName() + " on the cluster ("
                    + form.problem() + "); put its jar into pipeline.jars, or write it with Flink's public API");
        }
    }
}
