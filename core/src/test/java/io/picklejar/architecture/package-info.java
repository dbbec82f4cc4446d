/** The shape of the library itself, as tests. */
@NullMarked
package io.picklejar.architecture;

import org.jspecify.annotations.NullMarked;
