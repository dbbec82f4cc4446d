/** PickleJar, cloudpickle for the JVM: entry points {@link io.picklejar.CloudPickle} and {@link io.picklejar.PickleJar}. */
@NullMarked
package io.picklejar;

import org.jspecify.annotations.NullMarked;
