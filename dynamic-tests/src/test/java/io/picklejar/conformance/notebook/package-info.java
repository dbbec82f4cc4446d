/** What cloudpickle's tests of notebooks ask for, with JShell as the notebook. */
@NullMarked
package io.picklejar.conformance.notebook;

import org.jspecify.annotations.NullMarked;
