package io.picklejar.analyze;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.WrongMethodTypeException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells from which box types a lambda unboxes its arguments, knowing only which box types its class mentions: {@code
 * Function<Integer, Long> f = Math::absExact} unboxes an {@code Integer} for a {@code long}.
 *
 * @param possible the box types it may unbox
 * @param certain those among them that it does unbox
 */
record Unboxing(Set<Class<?>> possible, Set<Class<?>> certain) {

    /** A box type for each of the primitive types, or null unless there is one way only. */
    @Nullable
    List<Class<?>> assign(List<Class<?>> primitives) {
        List<List<Class<?>>> solutions = new ArrayList<>();
        extend(primitives, new ArrayList<>(), solutions);
        return solutions.size() == 1 ? solutions.get(0) : null;
    }

    private void extend(List<Class<?>> primitives, List<Class<?>> chosen, List<List<Class<?>>> solutions) {
        if (chosen.size() == primitives.size()) {
            if (new HashSet<>(chosen).containsAll(certain)) {
                solutions.add(List.copyOf(chosen));
            }
            return;
        }
        for (Class<?> box : possible) {
            // Two are as bad as many.
            if (solutions.size() < 2 && converts(box, primitives.get(chosen.size()))) {
                chosen.add(box);
                extend(primitives, chosen, solutions);
                chosen.remove(chosen.size() - 1);
            }
        }
    }

    /** Unboxing followed by a widening primitive conversion (JLS 5.3). */
    private static boolean converts(Class<?> box, Class<?> primitive) {
        try {
            MethodHandles.identity(primitive).asType(MethodType.methodType(primitive, box));
            return true;
        } catch (WrongMethodTypeException narrowing) {
            return false;
        }
    }
}
