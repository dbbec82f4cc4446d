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

/** Objects that write themselves and refer to each other: as they were, or refused with the place and the remedy. */
final class CyclesThroughHooksTest {
    private static final String REMEDY =
            "put one of them into a field or collection of a third, or register a Reducer that sets it as state"
                    + " [cycle-through-arguments]";

    static final class OwnException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final List<Throwable> noted = new ArrayList<>();

        OwnException(String message) {
            super(message);
        }
    }

    /** {@code Throwable.readObject} copies the list of suppressed ones, which must be complete by then. */
    @Test
    void suppressedThrowablesMayLeadBack() {
        Exception outer = new Exception("outer");
        Exception inner = new Exception("inner", outer);
        OwnException own = new OwnException("own");
        outer.addSuppressed(inner);
        outer.addSuppressed(own);
        own.addSuppressed(outer);
        own.addSuppressed(own.noted.isEmpty() ? inner : own);

        Exception copy = CloudPickle.loads(CloudPickle.dumps(outer));
        assertThat(copy.getSuppressed()).hasSize(2);
        Throwable innerCopy = copy.getSuppressed()[0];
        Throwable ownCopy = copy.getSuppressed()[1];
        assertThat(innerCopy).hasMessage("inner").hasNoSuppressedExceptions();
        assertThat(innerCopy.getCause()).isSameAs(copy);
        assertThat(ownCopy).hasMessage("own").isInstanceOf(OwnException.class);
        assertThat(ownCopy.getSuppressed()).containsExactly(copy, innerCopy);
        assertThat(((OwnException) ownCopy).noted).isEmpty();

        Throwable innerFirst = CloudPickle.loads(CloudPickle.dumps(inner));
        assertThat(innerFirst.getCause().getSuppressed()[0]).isSameAs(innerFirst);
        assertThat(innerFirst.getCause().getSuppressed()[1].getSuppressed())
                .containsExactly(innerFirst.getCause(), innerFirst);
    }

    @Test
    void suppressionThatIsSwitchedOffStaysOff() {
        final class Silent extends Exception {
            private static final long serialVersionUID = 1L;
            private final List<Throwable> empty = new ArrayList<>();

            Silent() {
                super("silent", null, false, false);
            }
        }
        Silent copy = CloudPickle.loads(CloudPickle.dumps(new Silent()));

        copy.addSuppressed(new Exception());
        assertThat(copy.getSuppressed()).isEmpty();
        assertThat(copy.getStackTrace()).isEmpty();
        copy.empty.add(copy);
        assertThat(copy.empty).hasSize(1);
    }

    @Test
    void causesThatLeadBackAreRefused() {
        Exception outer = new Exception("outer");
        outer.initCause(new Exception("inner", outer));

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
