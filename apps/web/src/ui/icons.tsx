import type { ReactNode } from 'react';

/** Icons of 24 units, drawn in the colour and at the size of the text around them. They say nothing: a label stands beside them. */
const icon = (drawing: ReactNode) =>
  function Icon() {
    return (
      <svg
        viewBox="0 0 24 24"
        width="1em"
        height="1em"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.8"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden
        focusable="false"
      >
        {drawing}
      </svg>
    );
  };

export const RoomsIcon = icon(<path d="M20 11.5a7.5 7.5 0 0 1-7.5 7.5H5l1.9-3A7.5 7.5 0 1 1 20 11.5Z" />);
export const SettingsIcon = icon(
  <>
    <path d="M4 7h9M19 7h1M4 17h1M11 17h9" />
    <circle cx="16" cy="7" r="2.5" />
    <circle cx="8" cy="17" r="2.5" />
  </>,
);
export const SunIcon = icon(
  <>
    <circle cx="12" cy="12" r="4" />
    <path d="M12 3v1.5M12 19.5V21M3 12h1.500M19.5 12H21M5.6 5.6l1 1M17.4 17.4l1 1M5.6 18.4l1-1M17.4 6.6l1-1" />
  </>,
);
export const SearchIcon = icon(<path d="m20 20-4-4M18 11a7 7 0 1 1-14 0 7 7 0 0 1 14 0Z" />);
export const PlusIcon = icon(<path d="M12 5v14M5 12h14" />);
export const BackIcon = icon(<path d="M19 12H5m6-6-6 6 6 6" />);
export const KeyIcon = icon(
  <>
    <circle cx="8" cy="15" r="4" />
    <path d="m11 12 8-8m-3 3 2.5 2.5" />
  </>,
);
export const MailIcon = icon(
  <>
    <rect x="3" y="5" width="18" height="14" rx="2.5" />
    <path d="m4 7.5 8 6 8-6" />
  </>,
);
export const CheckIcon = icon(<path d="m5 12.5 4.5 4.5L19 7.5" />);
export const CloseIcon = icon(<path d="M6 6l12 12M18 6 6 18" />);
export const SendIcon = icon(<path d="M4 12h7M4 12l-1-8 18 8-18 8 1-8Z" />);
export const ReplyIcon = icon(<path d="M9 7 4 12l5 5M4 12h9a7 7 0 0 1 7 7" />);
export const EditIcon = icon(<path d="m14.5 6 3.5 3.5M4 20l1-4.5L16.5 4a2.5 2.5 0 0 1 3.5 3.5L8.5 19 4 20Z" />);
export const DeleteIcon = icon(<path d="M4 7h16M9.5 7V4.5h5V7M6.5 7l1 13h9l1-13" />);
export const SmileIcon = icon(
  <>
    <circle cx="12" cy="12" r="8.5" />
    <path d="M8.5 14a4.3 4.3 0 0 0 7 0M9 9.5h.01M15 9.5h.01" />
  </>,
);
export const PeopleIcon = icon(
  <>
    <circle cx="9" cy="8.5" r="3.5" />
    <path d="M2.5 19.5c.6-3.5 3.2-5.5 6.5-5.5s5.9 2 6.5 5.5M16 5.3a3.5 3.5 0 0 1 0 6.4M18 14.5c1.9.8 3.1 2.5 3.5 5" />
  </>,
);
