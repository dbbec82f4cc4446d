package io.picklejar.roundtrip;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Closures that captured {@code this}. */
@SuppressWarnings("UnnecessaryLambda")
final class ThisClosures {
    private final String name = String.valueOf("this");
    private final int number = Integer.parseInt("21");

    /** Cannot travel, and no closure here reads it. */
    @SuppressWarnings("unused")
    private final Thread sibling = new Thread("never started");

    private ThisClosures() {}

    static List<Closure> all() {
        return List.of(
                Closure.of("field of this", "this", () -> new ThisClosures().ofField()),
                Closure.of("method of this", 42, () -> new ThisClosures().ofMethod()),
                Closure.of("method reference to this", 42, () -> new ThisClosures().ofReference()),
                Closure.of("lambda in a lambda on this", "this21", () -> new ThisClosures().nested()),
                Closure.of("this and a local", "this local", () -> new ThisClosures().withLocal(" local")),
                Closure.of("anonymous class that reads this", "this anonymous", () -> new ThisClosures().anonymous()),
                Closure.of("inner class that reads this", "this inner", () -> new ThisClosures().new Inner()),
                Closure.of("local class that reads this", "this local class", () -> new ThisClosures().localClass()),
                Closure.of("field of a superclass", "parent child", () -> new Child().joined()),
                Closure.of("overridden method", "parent: overridden", () -> new Child().calling()),
                Closure.of("super method", "plain", () -> new Child().callingSuper()),
                Closure.of("this of an outer class", "this inner inner", () -> new ThisClosures().new Inner().twice()));
    }

    private Supplier<String> ofField() {
        return () -> name;
    }

    private Supplier<Integer> ofMethod() {
        return () -> doubled();
    }

    private Supplier<Integer> ofReference() {
        return this::doubled;
    }

    private Supplier<String> nested() {
        return () -> {
            Function<Integer, String> inner = x -> name + (x + number);
            return inner.apply(0);
        };
    }

    private Supplier<String> withLocal(String local) {
        return () -> name + local;
    }

    private Supplier<String> anonymous() {
        return new Supplier<>() {
            @Override
            public String get() {
                return name + " anonymous";
            }
        };
    }

    private Supplier<String> localClass() {
        class Local implements Supplier<String> {
            @Override
            public String get() {
                return name + " local class";
            }
        }
        return new Local();
    }

    private int doubled() {
        return 2 * number;
    }

    private final class Inner implements Supplier<String> {
        private final String own = String.valueOf(" inner");

        @Override
        public String get() {
            return name + own;
        }

        Supplier<String> twice() {
            return () -> get() + own;
        }
    }

    private static class Parent {
        final String parentName = String.valueOf("parent");

        String overridden() {
            return "plain";
        }

        Supplier<String> calling() {
            return () -> parentName + ": " + overridden();
        }
    }

    private static final class Child extends Parent {
        private final String childName = String.valueOf("child");

        @Override
        String overridden() {
            return "overridden";
        }

        Supplier<String> joined() {
            return () -> parentName + " " + childName;
        }

        Supplier<String> callingSuper() {
            return super::overridden;
        }
    }
}
