package io.picklejar.pickler;

import io.picklejar.policy.Substitute;
import io.picklejar.reduce.Substituted;
import java.lang.reflect.Field;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What takes the place of objects that shall not travel: by their type, and by the field that holds them. Immutable and
 * thread-safe.
 */
public final class Substitutes {
    private final Map<Class<?>, Substitute> byType;
    private final Map<Pattern, Substitute> byField = new LinkedHashMap<>();

    /**
     * The substitutes of a jar.
     *
     * @param byField by patterns of {@code class.field}, in which {@code *} stands for any characters; later ones first
     */
    public Substitutes(Map<Class<?>, Substitute> byType, Map<String, Substitute> byField) {
        this.byType = Map.copyOf(byType);
        byField.forEach((pattern, how) ->
                this.byField.put(Pattern.compile(Pattern.quote(pattern).replace("*", "\\E.*\\Q")), how));
    }

    Map<Class<?>, Substitute> byType() {
        return byType;
    }

    /** Whether fields have substitutes at all. */
    boolean hasFields() {
        return !byField.isEmpty();
    }

    /** What travels for the value of a field: the value itself, null, or a {@link Substituted}. */
    @Nullable
    Object inPlaceOf(@Nullable Object value, Field field, ObjectRefusal refusal) {
        if (value == null || field.getType().isPrimitive()) {
            return value;
        }
        String name = field.getDeclaringClass().getName() + "." + field.getName();
        Substitute last = null;
        for (Map.Entry<Pattern, Substitute> each : byField.entrySet()) {
            if (each.getKey().matcher(name).matches()) {
                last = each.getValue();
            }
        }
        if (last == null) {
            return value;
        }
        if (last == Substitute.ERROR) {
            throw refusal.of("cannot pickle the field " + name + ": the jar was told not to, by onUnpicklable");
        }
        return last == Substitute.NULL ? null : new Substituted(value.getClass(), last);
    }

    /** Makes the exception for a field that must not travel. */
    @FunctionalInterface
    interface ObjectRefusal {
        RuntimeException of(String what);
    }
}
