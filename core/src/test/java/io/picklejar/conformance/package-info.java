/** cloudpickle's own tests as they read on the JVM, a test for each row of {@code docs/conformance.md}. */
@NullMarked
package io.picklejar.conformance;

import org.jspecify.annotations.NullMarked;
