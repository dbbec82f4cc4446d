package io.picklejar.flink;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.functions.Function;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.jspecify.annotations.Nullable;

/**
 * Replaces what does not travel in the fields of Flink's own objects, of those that have to keep their class:
 * coordinated operator factories, partitioners, result iterators.
 */
final class PartRewriter {
    private final Shipping shipping;
    private final ExecutionConfig config;
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    PartRewriter(Shipping shipping, ExecutionConfig config) {
        this.shipping = shipping;
        this.config = config;
    }

    /** Rewrites the fields of the object, and of the Flink objects below it that are no user code. */
    void rewrite(Object part) {
        if (!seen.add(part)) {
            return;
        }
        for (Class<?> type = part.getClass(); isFlink(type); type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                int modifiers = field.getModifiers();
                if (!Modifier.isStatic(modifiers)
                        && !Modifier.isTransient(modifiers)
                        && !field.getType().isPrimitive()) {
                    rewrite(part, new FlinkField(field));
                }
            }
        }
    }

    private void rewrite(Object holder, FlinkField field) {
        Object value = field.get(holder);
        if (value == null || value instanceof String || value instanceof Enum || value instanceof Class) {
            return;
        }
        Object replacement = replacement(value, field.type());
        if (replacement != null && replacement != value) {
            field.set(holder, replacement);
        }
    }

    /** What stands in for the value, or null if it stays and its own fields were looked after. */
    private @Nullable Object replacement(Object value, Class<?> wanted) {
        if (value instanceof TypeSerializer<?> serializer) {
            return shipping.serializer(serializer);
        }
        FromElements.rewrite(value, shipping);
        if (isFlink(value.getClass()) && (value instanceof StreamOperator || value instanceof Function)) {
            rewrite(value);
            return null;
        }
        if (shipping.travels(value)) {
            return null;
        }
        if (value instanceof TypeInformation<?> type) {
            return shipping.typeInfo(type, config);
        }
        if (value instanceof KeySelector<?, ?> selector) {
            return shipping.keySelector(selector);
        }
        if (wanted.isInterface()) {
            return shipping.proxy(value);
        }
        if (isFlink(value.getClass())) {
            rewrite(value);
        }
        return null;
    }

    /** Fields of hidden classes (lambdas) cannot be written. */
    private static boolean isFlink(@Nullable Class<?> type) {
        return type != null && type.getName().startsWith("org.apache.flink.") && !type.isHidden();
    }
}
