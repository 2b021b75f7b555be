/** The shop of the tour: its production database, its application, and what is told about them. */
@NullMarked
package dev.neonflow.cli.demo;

import org.jspecify.annotations.NullMarked;
