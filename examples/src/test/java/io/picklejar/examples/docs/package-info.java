/** The code in the documents, compiled and run. */
@NullMarked
package io.picklejar.examples.docs;

import org.jspecify.annotations.NullMarked;
