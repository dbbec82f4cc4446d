/** Leaf with the JVM's own facts that analysis and reconstruction share: privileged access, class files, lambda recipes. Not exported: for PickleJar's own packages only. */
@NullMarked
package io.picklejar.jvm;

import org.jspecify.annotations.NullMarked;
