/** Hunts as tasks of Apache Spark. A task is a few words and numbers, which determine its result. */
package org.guidecheck.spark;
