package io.picklejar.kryo;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Plain classes of all sorts. */
final class Shop {
    private final String street = "Main";

    private Shop() {}

    static class Address {
        String city = "";
        int number;
        double[] place = {1.5, -0.0};
    }

    static class Person {
        private final String name;
        private final Address home;
        private final Integer age;

        @Nullable
        Address work;

        transient int visits = 7;
        static int people;

        Person(String name, Address home, Integer age) {
            this.name = name;
            this.home = home;
            this.age = age;
        }

        String name() {
            return name;
        }

        Address home() {
            return home;
        }

        Integer age() {
            return age;
        }
    }

    static class All {
        boolean flag = true;
        byte small = -3;
        short number = 300;
        char letter = '\ud800';
        int whole = Integer.MIN_VALUE;
        long large = Long.MAX_VALUE;
        float ratio = Float.NEGATIVE_INFINITY;
        double exact = Double.MIN_VALUE;
        String text = "unpaired \udc00 and ü";
        Character boxed = 'x';
        long[] longs = {1, -1};
        char[] letters = {};
        boolean[] flags = {true, false};
    }

    static class Parent {
        private final String label;

        Parent(String label) {
            this.label = label;
        }

        String parentLabel() {
            return label;
        }
    }

    static final class Child extends Parent {
        private final String label;

        Child(String parent, String label) {
            super(parent);
            this.label = label;
        }

        String childLabel() {
            return label;
        }
    }

    enum Colour {
        RED,
        BLUE {
            @Override
            public String toString() {
                return "blue";
            }
        }
    }

    record Tag(String text) {}

    /** Plain itself, holding what is not. */
    static class Box {
        @Nullable
        Object any;

        Colour colour = Colour.BLUE;
        Tag tag = new Tag("t");
        List<Object> list = new ArrayList<>();
        Address address = new Address();

        @Nullable
        IntUnaryOperator function;
    }

    /** A subclass of a plain class that says itself how it travels. */
    static final class Hooked extends Address implements java.io.Serializable {
        private static final long serialVersionUID = 1L;

        private Object writeReplace() {
            return new HookedForm(city);
        }
    }

    record HookedForm(String city) implements java.io.Serializable {
        private Object readResolve() {
            Hooked hooked = new Hooked();
            hooked.city = city + " resolved";
            return hooked;
        }
    }

    static final class Extended extends Address {
        String street = "Main";
    }

    /** Refers to its own type, so that it never is in a frame, which a long chain of it would make deep. */
    static final class Node {
        @Nullable
        Node next;

        int value;
    }

    /** Nests without end at run time only. */
    static class Base {
        int value;
    }

    static final class Wrapper extends Base {
        @Nullable
        Object inner;
    }

    final class Inner {
        final String own = "shop";

        String place() {
            return own + " in " + street;
        }
    }

    static Inner inner() {
        return new Shop().new Inner();
    }

    static Object local(String captured) {
        class Local {
            @Override
            public String toString() {
                return "local " + captured;
            }
        }
        return new Local();
    }

    /** Not plain: made and written by a serializer in the tests. */
    static final class Money {
        final long cents;
        final @Nullable Object owner;

        Money(long cents, @Nullable Object owner) {
            this.cents = cents;
            this.owner = owner;
        }
    }

    /** Recursive, with a serializer in the tests. */
    static final class Link {
        @Nullable
        Link next;

        @Nullable
        Object data;
    }
}
