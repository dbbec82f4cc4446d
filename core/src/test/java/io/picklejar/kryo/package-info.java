@NullMarked
package io.picklejar.kryo;

import org.jspecify.annotations.NullMarked;
