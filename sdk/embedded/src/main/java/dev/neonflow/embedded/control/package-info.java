@NullMarked
package dev.neonflow.embedded.control;

import org.jspecify.annotations.NullMarked;
