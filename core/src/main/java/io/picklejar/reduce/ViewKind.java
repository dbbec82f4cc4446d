package io.picklejar.reduce;

import io.picklejar.error.ObjectPath;
import io.picklejar.policy.CodeOrigin;
import java.io.Serializable;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's collections that show a part of another one: {@code keySet()}, {@code values()}, {@code entrySet()}, {@code
 * subList(…)}, {@code reversed()}. Only what they show travels, for what they hide may be nobody's business. They arrive as
 * collections of their own, with the same elements in the same order.
 *
 * <p>cloudpickle: {@code _dict_keys_reduce}, {@code _dict_values_reduce}, {@code _dict_items_reduce}, {@code
 * _odict_keys_reduce}, {@code _odict_values_reduce}, {@code _odict_items_reduce}.
 */
final class ViewKind extends Kind<Collection<?>> {
    private static final int LIST = 0;
    private static final int SET = 1;
    private static final int SORTED_SET = 2;
    private static final int DEQUE = 3;
    private static final int CONCURRENT_SET = 4;

    private static final Class<?> KEY_SET_VIEW = ConcurrentHashMap.newKeySet().getClass();

    /** These hold the map that they show a part of, and are Serializable all the same. */
    private static final Class<?> CONCURRENT_VIEW = KEY_SET_VIEW.getSuperclass();

    ViewKind(int number) {
        super(number);
    }

    @Override
    public boolean handles(Class<?> type) {
        return Collection.class.isAssignableFrom(type)
                && CodeOrigin.isJdk(type)
                && (CONCURRENT_VIEW.isAssignableFrom(type) || isHidden(type));
    }

    /** Whether the class is nobody's business: views have no public classes, and public ones are not to be changed for others. */
    static boolean isHidden(Class<?> type) {
        return !Serializable.class.isAssignableFrom(type) && !Modifier.isPublic(type.getModifiers());
    }

    @Override
    public Reduction<?> reduce(Collection<?> view, ReduceContext context) {
        if (view instanceof SortedSet<?> sorted) {
            return Reduction.of(this, SORTED_SET, sorted.comparator()).withListItems(view);
        }
        if (view.getClass() == KEY_SET_VIEW) {
            return Reduction.of(this, CONCURRENT_SET).withListItems(context.inCanonicalOrder(view, view, item -> item));
        }
        int shape = view instanceof Set ? SET : view instanceof Deque ? DEQUE : LIST;
        return Reduction.of(this, shape).withListItems(isHashed(view) ? inOrder(view, context) : view);
    }

    private static Collection<?> inOrder(Collection<?> view, ReduceContext context) {
        return context.inCanonicalOrder(
                view, view, item -> item instanceof Map.Entry<?, ?> entry ? entry.getKey() : item);
    }

    /** Whether the order of the elements is an accident of hashing. A collection of values has no key to be sorted by. */
    private static boolean isHashed(Collection<?> view) {
        String name = view.getClass().getName();
        return view instanceof Set && name.contains("Hash") && !name.contains("Linked");
    }

    @Override
    public ObjectPath step(ObjectPath path, Collection<?> view, int argument) {
        return path.field("comparator");
    }

    @Override
    @SuppressWarnings({"unchecked", "JdkObsolete"}) // a comparator of whatever the elements are; deques may hold null
    public Collection<?> make(@Nullable Object[] args) {
        int shape = Args.number(args, 0);
        return switch (shape) {
            case LIST -> new ArrayList<>();
            case SET -> new LinkedHashSet<>();
            case SORTED_SET -> new TreeSet<>((Comparator<Object>) args[1]);
            case DEQUE -> new LinkedList<>();
            case CONCURRENT_SET -> ConcurrentHashMap.newKeySet();
            default -> throw new IllegalArgumentException("no collection has the shape " + shape);
        };
    }
}
