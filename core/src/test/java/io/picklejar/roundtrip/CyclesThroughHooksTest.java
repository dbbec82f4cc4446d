package io.picklejar.roundtrip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.picklejar.CloudPickle;
import io.picklejar.error.PicklingException;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Objects that write themselves and need each other to be made are refused, with the place and the remedy. */
final class CyclesThroughHooksTest {
    private static final String REMEDY =
            "put one of them into a field or collection of a third, or register a Reducer that sets it as state"
                    + " [cycle-through-arguments]";

    @Test
    void exceptionsThatReferToEachOtherAreRefused() {
        Exception outer = new Exception("outer");
        outer.addSuppressed(new Exception("inner", outer));

        assertThatThrownBy(() -> CloudPickle.dumps(outer))
                .isInstanceOf(PicklingException.class)
                .hasMessageStartingWith("two objects need each other to be made, here a java.lang.Exception at $")
                .hasMessageEndingWith(REMEDY);
    }

    @Test
    void hookedObjectsThatHoldEachOtherAreRefused() {
        Hooked parent = new Hooked(null);
        parent.children.add(new Hooked(parent));

        assertThatThrownBy(() -> CloudPickle.dumps(parent))
                .isInstanceOf(PicklingException.class)
                .hasMessageStartingWith(
                        "two objects need each other to be made, here a " + Hooked.class.getName() + " at $")
                .hasMessageEndingWith(REMEDY);
    }

    @Test
    void hookedObjectsWithoutACycleAreNot() {
        Hooked child = new Hooked(new Hooked(null));

        Hooked copy = CloudPickle.loads(CloudPickle.dumps(child));

        assertThat(copy.parent.children).isEmpty();
    }

    @SuppressWarnings("serial")
    private static final class Hooked implements Serializable {
        private final Hooked parent;
        private final List<Hooked> children = new ArrayList<>();

        Hooked(Hooked parent) {
            this.parent = parent;
        }

        private void writeObject(ObjectOutputStream out) throws IOException {
            out.defaultWriteObject();
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
        }
    }
}
