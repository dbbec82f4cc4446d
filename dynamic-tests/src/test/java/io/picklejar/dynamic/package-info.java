/** Code from sources that no jar has. */
@NullMarked
package io.picklejar.dynamic;

import org.jspecify.annotations.NullMarked;
