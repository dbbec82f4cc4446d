package io.picklejar.pickler;

import io.picklejar.error.ObjectPath;

/**
 * An object on the work stack: what of it is still to be written. One frame per object, not per reference, and paths
 * only when an error asks for one, so that a walk costs little.
 */
interface Frame {
    /**
     * Writes until a child needs a frame of its own, which it then pushes, or to the end.
     *
     * @return whether there is more to write
     */
    boolean advance(GraphWriter writer);

    /** The class of the object, or what else is written, in words. */
    String what();

    /** The path of the child being written, given the path of this frame's object. */
    ObjectPath step(ObjectPath path);
}
