/** Pickle protocol integration: wire format, by-reference/by-value decision, JDK-serialization hooks. Not exported: for PickleJar's own packages only. */
@NullMarked
package io.picklejar.protocol;

import org.jspecify.annotations.NullMarked;
