package io.picklejar.examples;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.runners.TransformHierarchy;
import org.apache.beam.sdk.transforms.PTransform;
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
            public CompositeBehavior enterCompositeTransform(TransformHierarchy.Node node) {
                PTransform<?, ?> transform = node.getTransform();
                if (transform != null) {
                    addLambdas(node.getFullName(), transform, functions);
                }
                return CompositeBehavior.ENTER_TRANSFORM;
            }
        });
        return functions;
    }

    /** Beam's transforms keep the lambdas they were given in fields, and have no accessors for them. */
    private static void addLambdas(String step, PTransform<?, ?> transform, Map<String, Object> functions) {
        for (Field field : transform.getClass().getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers())) {
                continue;
            }
            try {
                field.setAccessible(true);
                Object value = field.get(transform);
                if (value != null && value.getClass().isHidden()) {
                    functions.put(step, value);
                }
            } catch (IllegalAccessException e) {
                throw new LinkageError("cannot read " + field, e);
            }
        }
    }
}
