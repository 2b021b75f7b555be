@NullMarked
package dev.neonflow.cli;

import org.jspecify.annotations.NullMarked;
