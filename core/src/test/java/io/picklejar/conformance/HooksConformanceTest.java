package io.picklejar.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.testkit.Row;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectInputStream;
import java.io.ObjectOutput;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamField;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The hooks of JDK serialization in classes that travel by value. */
@SuppressWarnings({"serial", "unused"})
final class HooksConformanceTest {
    /** Writes itself, and something more. */
    private static final class Writing implements Serializable {
        private final String text;
        private transient String more;

        Writing(String text, String more) {
            this.text = text;
            this.more = more;
        }

        private void writeObject(ObjectOutputStream out) throws IOException {
            out.defaultWriteObject();
            out.writeUTF("<" + more + ">");
            out.writeObject(List.of(more));
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            more = in.readUTF() + in.readObject();
        }

        @Override
        public String toString() {
            return text + " " + more;
        }
    }

    /** Travels as something else. */
    private static final class Replaced implements Serializable {
        private final int value;

        Replaced(int value) {
            this.value = value;
        }

        private Object writeReplace() {
            return new Replacement(value + 1);
        }

        @Override
        public String toString() {
            return "replaced " + value;
        }
    }

    /** Turns into a {@link Replaced} again. */
    private static final class Replacement implements Serializable {
        private final int value;

        Replacement(int value) {
            this.value = value;
        }

        private Object readResolve() {
            return new Replaced(10 * value);
        }
    }

    /** Does all by itself. */
    public static final class External implements Externalizable {
        private int value;

        /** For JDK serialization. */
        public External() {}

        External(int value) {
            this.value = value;
        }

        @Override
        public void writeExternal(ObjectOutput out) throws IOException {
            out.writeInt(value + 1);
        }

        @Override
        public void readExternal(ObjectInput in) throws IOException {
            value = in.readInt();
        }

        @Override
        public String toString() {
            return "external " + value;
        }
    }

    /** Names its own serial fields. */
    private static final class OwnFields implements Serializable {
        private static final ObjectStreamField[] serialPersistentFields = {
            new ObjectStreamField("total", Integer.TYPE), new ObjectStreamField("kept", String.class)
        };

        private int first = 1;
        private int second = 2;
        private String kept = "kept";

        private void writeObject(ObjectOutputStream out) throws IOException {
            ObjectOutputStream.PutField fields = out.putFields();
            fields.put("total", first + second);
            fields.put("kept", kept);
            out.writeFields();
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            ObjectInputStream.GetField fields = in.readFields();
            first = 0;
            second = fields.get("total", -1);
            kept = fields.get("kept", "lost") + "!";
        }

        @Override
        public String toString() {
            return first + " " + second + " " + kept;
        }
    }

    /** Not Serializable; transient all the same. */
    private static final class Transient {
        private final String kept = String.valueOf("kept");
        private final transient @Nullable Thread thread = new Thread("never started");

        @Override
        public String toString() {
            return kept + " " + thread;
        }
    }

    @Row("jvm_serializable_hooks")
    @ParameterizedTest
    @MethodSource("io.picklejar.conformance.Place#all")
    void hooksRun(Place place) {
        Object[] objects = {
            new Writing("text", "more"), new Replaced(1), new External(5), new OwnFields(), new Transient()
        };

        List<String> texts = place.run(
                objects,
                loaded -> List.of(
                        loaded[0].toString(),
                        loaded[1].toString(),
                        loaded[2].toString(),
                        loaded[3].toString(),
                        loaded[4].toString()));

        assertThat(texts).containsExactly("text <more>[more]", "replaced 20", "external 6", "0 3 kept!", "kept null");
    }
}
