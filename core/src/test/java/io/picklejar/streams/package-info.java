/** Many objects on one stream, and buffers beside it. */
@NullMarked
package io.picklejar.streams;

import org.jspecify.annotations.NullMarked;
