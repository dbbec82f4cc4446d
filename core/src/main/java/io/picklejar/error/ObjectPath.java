package io.picklejar.error;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where in an object graph something sits: {@code $.stages[2].fn~0.cache{"k"}}.
 *
 * <p>{@code $} is the root, {@code .name} a field or record component, {@code [i]} an element, <code>{key}</code> a map
 * value, {@code ~i} the captured argument {@code i} of a lambda, and {@code <statics of C>.f} static state. Immutable;
 * a path shares its head with the paths it was made from, so that the engine can keep one per object on its stack.
 */
public final class ObjectPath {
    /** More steps than this are shown as the first and the last ones: a million-node list has a million-step path. */
    private static final int SHOWN_STEPS = 64;

    private static final ObjectPath ROOT = new ObjectPath(null, "$");

    private final @Nullable ObjectPath parent;
    private final String step;

    private ObjectPath(@Nullable ObjectPath parent, String step) {
        this.parent = parent;
        this.step = step;
    }

    /** The path of the pickled object itself, {@code $}. */
    public static ObjectPath root() {
        return ROOT;
    }

    /** The path of a static field: static state belongs to a class, not to the object that led to it. */
    public static ObjectPath statics(String className, String fieldName) {
        return new ObjectPath(null, "<statics of " + className + ">." + fieldName);
    }

    /** The path of a field or record component of this object. */
    public ObjectPath field(String name) {
        return new ObjectPath(this, "." + Objects.requireNonNull(name, "name"));
    }

    /** The path of an array or list element, counted from 0. */
    public ObjectPath element(int index) {
        return new ObjectPath(this, "[" + index + "]");
    }

    /** The path of a map value; strings are quoted, any other key is shown by its class. */
    public ObjectPath key(@Nullable Object key) {
        return new ObjectPath(this, "{" + show(key) + "}");
    }

    /** The path of the captured argument {@code index} of a lambda, counted from 0. */
    public ObjectPath capture(int index) {
        return new ObjectPath(this, "~" + index);
    }

    /** Whether this path goes on from the other one. */
    public boolean isUnder(ObjectPath other) {
        for (ObjectPath at = parent; at != null; at = at.parent) {
            if (at.equals(other)) {
                return true;
            }
        }
        return false;
    }

    private static String show(@Nullable Object key) {
        if (key instanceof String text) {
            return '"' + (text.length() > 40 ? text.substring(0, 40) + "…" : text) + '"';
        }
        if (key instanceof Number || key instanceof Boolean || key instanceof Character) {
            return key.toString();
        }
        if (key instanceof Enum<?> constant) {
            return constant.name();
        }
        return key == null ? "null" : key.getClass().getSimpleName();
    }

    @Override
    public String toString() {
        Deque<String> steps = new ArrayDeque<>();
        for (ObjectPath at = this; at != null; at = at.parent) {
            steps.addFirst(at.step);
        }
        if (steps.size() <= SHOWN_STEPS) {
            return String.join("", steps);
        }
        StringBuilder text = new StringBuilder();
        int index = 0;
        int skipped = steps.size() - SHOWN_STEPS;
        for (String each : steps) {
            if (index == SHOWN_STEPS / 2) {
                text.append("…(").append(skipped).append(" steps)…");
            }
            if (index < SHOWN_STEPS / 2 || index >= SHOWN_STEPS / 2 + skipped) {
                text.append(each);
            }
            index++;
        }
        return text.toString();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ObjectPath path && step.equals(path.step) && Objects.equals(parent, path.parent);
    }

    @Override
    public int hashCode() {
        return 31 * Objects.hashCode(parent) + step.hashCode();
    }
}
