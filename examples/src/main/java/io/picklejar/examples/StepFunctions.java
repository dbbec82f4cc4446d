package io.picklejar.examples;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.runners.TransformHierarchy;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.AbstractUdfStreamOperator;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.transformations.ReduceTransformation;

/** Finds the user functions of a job that is built and not yet run, by the names of their steps. */
final class StepFunctions {
    private StepFunctions() {}

    static Map<String, Object> of(StreamExecutionEnvironment environment) {
        Map<String, Object> functions = new LinkedHashMap<>();
        for (Transformation<?> step : environment.getTransformations()) {
            if (step instanceof OneInputTransformation<?, ?> one
                    && one.getOperator() instanceof AbstractUdfStreamOperator<?, ?> operator) {
                functions.put(step.getName(), operator.getUserFunction());
            } else if (step instanceof ReduceTransformation<?, ?> reduce) {
                functions.put(step.getName(), reduce.getReducer());
                functions.put(step.getName() + "'s key", reduce.getKeySelector());
            }
        }
        return functions;
    }

    static Map<String, Object> of(Pipeline pipeline) {
        Map<String, Object> functions = new LinkedHashMap<>();
        pipeline.traverseTopologically(new Pipeline.PipelineVisitor.Defaults() {
            @Override
            public void visitPrimitiveTransform(TransformHierarchy.Node node) {
                if (node.getTransform() instanceof ParDo.MultiOutput<?, ?> parDo) {
                    // "parse/Map/ParMultiDo(Anonymous)": the steps of Beam's own below ours say nothing.
                    functions.put(node.getFullName().replaceAll("/.*", ""), parDo.getFn());
                }
            }
        });
        return functions;
    }
}
