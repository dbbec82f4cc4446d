package io.picklejar.roundtrip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectInputStream;
import java.io.ObjectOutput;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamField;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** Objects that say themselves how they travel, through the hooks of JDK serialization. */
@SuppressWarnings({"DoubleBraceInitialization", "NonApiType", "UnusedVariable", "serial"})
final class HookValues {
    private HookValues() {}

    static List<Value> all() {
        return List.of(
                Value.of("transient field", () -> new Cached("text"), (original, copy) -> {
                    assertThat(copy.text).isEqualTo("text");
                    assertThat(copy.cache).isNull();
                }),
                Value.of("writeObject and readObject", () -> new Hooked("text"), (original, copy) -> {
                    assertThat(copy.text).isEqualTo("text");
                    assertThat(copy.trace).isEqualTo("read 7 and [extra]");
                }),
                Value.of("writeObject of a superclass", () -> new HookedChild("text", 3), (original, copy) -> {
                    assertThat(copy.trace).isEqualTo("read 7 and [extra]");
                    assertThat(copy.number).isEqualTo(3);
                }),
                Value.same("readResolve to a singleton", () -> Singleton.INSTANCE),
                Value.of(
                        "writeReplace",
                        () -> new Replaced(5),
                        (original, copy) -> assertThat(copy.number).isEqualTo(5)),
                Value.of("Externalizable", () -> new External("text", List.of(1, 2)), (original, copy) -> {
                    assertThat(copy.text).isEqualTo("text");
                    assertThat(copy.parts).isEqualTo(List.of(1, 2));
                }),
                Value.of(
                        "fields by another name",
                        () -> new Renamed(9),
                        (original, copy) -> assertThat(copy.number).isEqualTo(9)),
                Value.of(
                        "hooked object that holds itself",
                        HookValues::holdingItself,
                        (original, copy) -> assertThat(copy.other).isSameAs(copy)),
                Value.of(
                        "hooked object in a list of its own",
                        HookValues::inItsOwnList,
                        (original, copy) ->
                                assertThat(((List<?>) copy.other).get(0)).isSameAs(copy)),
                Value.of("hooked object that holds what is not Serializable", HookValues::holdingPlain, (o, copy) -> {
                    assertThat(((Plain) copy.other).number).isEqualTo(11);
                }),
                Value.of("subclass of ArrayList with a field", HookValues::namedList, (original, copy) -> {
                    assertThat(copy).containsExactly("a", "b");
                    assertThat(copy.name).isEqualTo("named");
                }),
                Value.of(
                        "anonymous subclass of HashMap",
                        HookValues::doubleBraces,
                        (original, copy) -> assertThat(copy).isEqualTo(original)));
    }

    private static Hooked holdingItself() {
        Hooked hooked = new Hooked("self");
        hooked.other = hooked;
        return hooked;
    }

    private static Hooked inItsOwnList() {
        Hooked hooked = new Hooked("list");
        List<Object> list = new ArrayList<>();
        list.add(hooked);
        hooked.other = list;
        return hooked;
    }

    private static Hooked holdingPlain() {
        Hooked hooked = new Hooked("plain");
        hooked.other = new Plain(11);
        return hooked;
    }

    private static NamedList namedList() {
        NamedList list = new NamedList("named");
        list.add("a");
        list.add("b");
        return list;
    }

    private static HashMap<String, Integer> doubleBraces() {
        return new HashMap<>() {
            {
                put("one", 1);
            }
        };
    }

    private static final class Plain {
        private final int number;

        Plain(int number) {
            this.number = number;
        }
    }

    private static final class Cached implements Serializable {
        private final String text;
        private transient Object cache = new Thread("never started");

        Cached(String text) {
            this.text = text;
        }
    }

    private static class Hooked implements Serializable {
        final String text;
        Object other;
        transient String trace = "made";

        Hooked(String text) {
            this.text = text;
        }

        private void writeObject(ObjectOutputStream out) throws IOException {
            out.defaultWriteObject();
            out.writeInt(7);
            out.writeObject(List.of("extra"));
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            trace = "read " + in.readInt() + " and " + in.readObject();
        }
    }

    private static final class HookedChild extends Hooked {
        private final int number;

        HookedChild(String text, int number) {
            super(text);
            this.number = number;
        }
    }

    private static final class Singleton implements Serializable {
        private static final Singleton INSTANCE = new Singleton();

        private Object readResolve() {
            return INSTANCE;
        }
    }

    private static final class Replaced implements Serializable {
        private final transient int number;

        Replaced(int number) {
            this.number = number;
        }

        private Object writeReplace() {
            return new Replacement(Integer.toString(number));
        }
    }

    private record Replacement(String number) implements Serializable {
        private Object readResolve() {
            return new Replaced(Integer.parseInt(number));
        }
    }

    /** Public, with a public constructor, as the JDK asks. */
    public static final class External implements Externalizable {
        private String text = "";
        private List<Integer> parts = List.of();

        /** For the hook. */
        public External() {}

        External(String text, List<Integer> parts) {
            this.text = text;
            this.parts = parts;
        }

        @Override
        public void writeExternal(ObjectOutput out) throws IOException {
            out.writeUTF(text);
            out.writeObject(parts);
        }

        @Override
        @SuppressWarnings("unchecked")
        public void readExternal(ObjectInput in) throws IOException, ClassNotFoundException {
            text = in.readUTF();
            parts = (List<Integer>) in.readObject();
        }
    }

    private static final class Renamed implements Serializable {
        private static final ObjectStreamField[] serialPersistentFields = {
            new ObjectStreamField("formerName", int.class)
        };

        private transient int number;

        Renamed(int number) {
            this.number = number;
        }

        private void writeObject(ObjectOutputStream out) throws IOException {
            out.putFields().put("formerName", number);
            out.writeFields();
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            number = in.readFields().get("formerName", 0);
        }
    }

    private static final class NamedList extends ArrayList<String> {
        private final String name;

        NamedList(String name) {
            this.name = name;
        }
    }
}
