package io.picklejar.beam;

import java.io.Serializable;

/**
 * What Java serialization writes instead of an object that is its own replacement: it is read back as that object, which
 * puts itself into an envelope again when it is written again.
 */
final class Envelope implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Cell<Object> cell;

    Envelope(Cell<Object> cell) {
        this.cell = cell;
    }

    private Object readResolve() {
        return cell.get();
    }
}
