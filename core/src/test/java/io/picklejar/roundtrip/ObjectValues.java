package io.picklejar.roundtrip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Plain objects. */
@SuppressWarnings({"HidingField", "UnusedVariable"})
final class ObjectValues {
    private ObjectValues() {}

    static List<Value> all() {
        return List.of(
                Value.fields("object without fields", Nothing::new),
                Value.fields("object of all types of field", Fields::new),
                Value.fields("final fields", () -> new Finals("text", List.of(1))),
                Value.of("inherited and hidden fields", () -> new Child("parent", "child"), (original, copy) -> {
                    Value.sameClass(original, copy);
                    assertThat(((Parent) copy).name).isEqualTo("parent");
                    assertThat(copy.name).isEqualTo("child");
                }),
                Value.of("transient field of a class that is not Serializable", Lazy::new, (original, copy) -> {
                    assertThat(copy.thread).isNull();
                    assertThat(copy.number).isEqualTo(4);
                }),
                Value.of(
                        "class without a constructor for the copy",
                        () -> new Strict(1),
                        (original, copy) -> assertThat(copy.number).isEqualTo(1)),
                Value.of("object that holds itself", ObjectValues::ring, (original, copy) -> {
                    assertThat(copy.next.next).isSameAs(copy);
                    assertThat(copy.next).isNotSameAs(copy);
                }),
                Value.of("tree that knows its parents", ObjectValues::tree, (original, copy) -> {
                    assertThat(copy.children).hasSize(2);
                    assertThat(copy.children.get(0).parent).isSameAs(copy);
                    assertThat(copy.children.get(1).children.get(0).parent).isSameAs(copy.children.get(1));
                }),
                Value.of(
                        "long chain",
                        () -> chain(20_000),
                        (original, copy) -> assertThat(length(copy)).isEqualTo(20_000)),
                Value.of(
                        "class with equals that throws",
                        () -> List.of(new Hostile(3)),
                        (original, copy) -> assertThat(copy.get(0).number).isEqualTo(3)),
                Value.of("generic class with an interface", () -> new Box<>("boxed"), (original, copy) -> {
                    assertThat(copy.get()).isEqualTo("boxed");
                    assertThat(copy.twice()).isEqualTo("boxed boxed");
                }),
                Value.of("object that holds a lambda that captured it", ObjectValues::selfCalling, (original, copy) -> {
                    copy.number = 8;
                    assertThat(copy.action.get()).isEqualTo(8);
                }),
                Value.of(
                        "bridges and abstract classes",
                        () -> new Square(3),
                        (original, copy) -> assertThat(((Shape<?>) copy).area()).isEqualTo(9)));
    }

    private static Node ring() {
        Node first = new Node();
        first.next = new Node();
        first.next.next = first;
        return first;
    }

    private static Node chain(int length) {
        Node head = null;
        for (int i = 0; i < length; i++) {
            Node node = new Node();
            node.next = head;
            head = node;
        }
        return head;
    }

    private static int length(Node head) {
        int length = 0;
        for (Node node = head; node != null; node = node.next) {
            length++;
        }
        return length;
    }

    private static Tree tree() {
        Tree root = new Tree(null);
        root.children.add(new Tree(root));
        Tree second = new Tree(root);
        second.children.add(new Tree(second));
        root.children.add(second);
        return root;
    }

    private static SelfCalling selfCalling() {
        SelfCalling object = new SelfCalling();
        object.action = () -> object.number;
        return object;
    }

    private static final class Nothing {}

    private static final class Fields {
        private final boolean z = true;
        private final byte b = -1;
        private final short s = -2;
        private final char c = 'c';
        private final int i = -4;
        private final long j = -5;
        private final float f = 6.5f;
        private final double d = 7.5;
        private final String text = "text";
        private final int[] array = {1, 2};
        private final Object nothing = null;
    }

    private static final class Finals {
        private final String text;
        private final List<Integer> list;

        Finals(String text, List<Integer> list) {
            this.text = text;
            this.list = list;
        }
    }

    private static class Parent {
        private final String name;

        Parent(String name) {
            this.name = name;
        }
    }

    private static final class Child extends Parent {
        private final String name;

        Child(String parentName, String name) {
            super(parentName);
            this.name = name;
        }
    }

    private static final class Lazy {
        private final transient Thread thread = new Thread("never started");
        private final int number = Integer.parseInt("4");
    }

    private static final class Strict {
        private final int number;

        Strict(int number) {
            if (number != 1) {
                throw new IllegalArgumentException("number=" + number);
            }
            this.number = number;
        }
    }

    private static final class Node {
        private Node next;
    }

    private static final class Tree {
        private final Tree parent;
        private final List<Tree> children = new ArrayList<>();

        Tree(Tree parent) {
            this.parent = parent;
        }
    }

    private static final class Hostile {
        private final int number;

        Hostile(int number) {
            this.number = number;
        }

        @Override
        public boolean equals(Object other) {
            throw new AssertionError("equals was called");
        }

        @Override
        public int hashCode() {
            throw new AssertionError("hashCode was called");
        }
    }

    private interface Twice<T> {
        T get();

        default String twice() {
            return get() + " " + get();
        }
    }

    private static final class Box<T> implements Twice<T> {
        private final T content;

        Box(T content) {
            this.content = content;
        }

        @Override
        public T get() {
            return content;
        }
    }

    private static final class SelfCalling {
        private int number = 1;
        private Supplier<Integer> action;
    }

    private abstract static class Shape<N extends Number> {
        abstract N area();
    }

    private static final class Square extends Shape<Integer> {
        private final int side;

        Square(int side) {
            this.side = side;
        }

        @Override
        Integer area() {
            return side * side;
        }
    }
}
