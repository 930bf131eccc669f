/** All claims, and the plan of which is decided on what. */
package org.guidecheck.catalogue;
