package io.picklejar.roundtrip;

import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.CloudPickle;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** JDK serialization can pickle such graphs, so users have them. */
final class CyclesThroughHooksTest {
    @Test
    void exceptionsThatReferToEachOther() {
        Exception outer = new Exception("outer");
        outer.addSuppressed(new Exception("inner", outer));

        Exception copy = CloudPickle.loads(CloudPickle.dumps(outer));

        assertThat(copy.getSuppressed()[0].getCause()).isSameAs(copy);
    }

    @Test
    void hookedObjectsThatHoldEachOther() {
        Hooked parent = new Hooked(null);
        parent.children.add(new Hooked(parent));

        Hooked copy = CloudPickle.loads(CloudPickle.dumps(parent));

        assertThat(copy.children.get(0).parent).isSameAs(copy);
    }

    @Test
    void hookedChildLeadsToItsParent() {
        Hooked parent = new Hooked(null);
        Hooked child = new Hooked(parent);
        parent.children.add(child);
        parent.favourite = child;

        Hooked copy = CloudPickle.loads(CloudPickle.dumps(child));

        assertThat(copy.parent.favourite).isSameAs(copy);
        assertThat(copy.parent.children.get(0)).isSameAs(copy);
    }

    @SuppressWarnings("serial")
    private static final class Hooked implements Serializable {
        private final Hooked parent;
        private final List<Hooked> children = new ArrayList<>();
        private Hooked favourite;

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
