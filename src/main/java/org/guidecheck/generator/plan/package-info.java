/**
 * Plans of random laws and guidance schedules: how they are drawn as whole numbers, built and shrunk.
 */
package org.guidecheck.generator.plan;
