@NullMarked
package dev.neonflow.embedded;

import org.jspecify.annotations.NullMarked;
