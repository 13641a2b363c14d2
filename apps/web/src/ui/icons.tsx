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

export const HomeIcon = icon(<path d="M4 11.5 12 4.5l8 7M6 10v9.5h4.5V14h3v5.5H18V10" />);
export const BellIcon = icon(<path d="M6.5 16.5V11a5.5 5.5 0 0 1 11 0v5.5l1.5 1.5H5l1.5-1.5ZM10 20.5h4" />);
export const RoomsIcon = icon(<path d="M20 11.5a7.5 7.5 0 0 1-7.5 7.5H5l1.9-3A7.5 7.5 0 1 1 20 11.5Z" />);
export const SettingsIcon = icon(
  <>
    <path d="M4 7h9M19 7h1M4 17h1M11 17h9" />
    <circle cx="16" cy="7" r="2.5" />
    <circle cx="8" cy="17" r="2.5" />
  </>,
);
export const CalendarIcon = icon(
  <>
    <rect x="3.5" y="5" width="17" height="15.5" rx="2.5" />
    <path d="M3.5 10h17M8 2.8V7M16 2.8V7" />
  </>,
);
export const ForwardIcon = icon(<path d="M5 12h14m-6-6 6 6-6 6" />);
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
export const ShareIcon = icon(<path d="M12 15V4m-4 4 4-4 4 4M6 12v7.5h12V12" />);
export const SendIcon = icon(<path d="M4 12h7M4 12l-1-8 18 8-18 8 1-8Z" />);
export const ReplyIcon = icon(<path d="M9 7 4 12l5 5M4 12h9a7 7 0 0 1 7 7" />);
export const ThreadIcon = icon(
  <path d="M19 9.5v4a4 4 0 0 1-4 4h-4l-4 3v-3.500a4 4 0 0 1-3-3.500v-4a4 4 0 0 1 4-4h4M16 3v5m-2.500-2.500h5M8 11.500h6" />,
);
export const EditIcon = icon(<path d="m14.5 6 3.5 3.5M4 20l1-4.5L16.5 4a2.5 2.5 0 0 1 3.5 3.5L8.5 19 4 20Z" />);
export const DeleteIcon = icon(<path d="M4 7h16M9.5 7V4.5h5V7M6.5 7l1 13h9l1-13" />);
export const SmileIcon = icon(
  <>
    <circle cx="12" cy="12" r="8.5" />
    <path d="M8.5 14a4.3 4.3 0 0 0 7 0M9 9.5h.01M15 9.5h.01" />
  </>,
);
export const BookmarkIcon = icon(<path d="M6.500 4h11v16L12 15.500 6.500 20V4Z" />);
export const PinIcon = icon(<path d="M9 4h6l-1 6 3.500 3.500h-11L10 10 9 4Zm3 9.500V20" />);
export const FlagIcon = icon(<path d="M5 21V4m0 1h12.500l-3 4.250 3 4.250H5" />);
export const ClipIcon = icon(
  <path d="m19.5 11.5-7.7 7.700a5 5 0 0 1-7-7l8-8a3.3 3.3 0 0 1 4.7 4.700l-8 8a1.7 1.7 0 0 1-2.4-2.400l7.1-7.1" />,
);
export const FileIcon = icon(
  <path d="M13.5 3.500H7A1.5 1.5 0 0 0 5.5 5v14A1.5 1.5 0 0 0 7 20.500h10a1.5 1.5 0 0 0 1.5-1.500V8.500l-5-5Zm0 0v5h5" />,
);
export const PeopleIcon = icon(
  <>
    <circle cx="9" cy="8.5" r="3.5" />
    <path d="M2.5 19.5c.6-3.5 3.2-5.5 6.5-5.5s5.9 2 6.5 5.5M16 5.3a3.5 3.5 0 0 1 0 6.4M18 14.5c1.9.8 3.1 2.5 3.5 5" />
  </>,
);
export const NoteIcon = icon(
  <>
    <path d="M9 17.5V5.5l10-2v12" />
    <circle cx="6.5" cy="17.5" r="2.5" />
    <circle cx="16.5" cy="15.5" r="2.5" />
  </>,
);
export const PlayIcon = icon(<path d="M8 5.5v13l10.5-6.5L8 5.5Z" fill="currentColor" />);
export const MicrophoneIcon = icon(
  <>
    <rect x="9" y="3" width="6" height="11" rx="3" />
    <path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3" />
  </>,
);
export const RecordIcon = icon(<circle cx="12" cy="12" r="6" fill="currentColor" />);
export const PauseIcon = icon(<path d="M8.5 6v12M15.5 6v12" strokeWidth="3.2" />);
export const NextIcon = icon(<path d="M6 6.5v11l8.5-5.5L6 6.5ZM18 6.5v11" />);
export const PreviousIcon = icon(<path d="M18 6.5v11L9.5 12 18 6.5ZM6 6.5v11" />);
export const QueueIcon = icon(<path d="M4 6.5h16M4 12h16M4 17.5h9" />);
export const VolumeIcon = icon(<path d="M4 10v4h3.5l4.5 4V6L7.5 10H4ZM15.5 9a4.2 4.2 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11" />);
export const MutedIcon = icon(<path d="M4 10v4h3.5l4.5 4V6L7.5 10H4ZM16 9.5l5 5M21 9.5l-5 5" />);
export const PlayNextIcon = icon(<path d="M4 6.5h16M4 12h8M4 17.5h8M15.5 11.5v8l6-4-6-4Z" />);
export const AddToQueueIcon = icon(<path d="M4 6.5h16M4 12h16M4 17.500h7M17.500 14.500v6M14.500 17.500h6" />);
export const ShuffleIcon = icon(
  <path d="M4 7h3.500l8 10H20M4 17h3.500l2-2.500M13.500 9.500l2-2.500H20m-2.500-2.500L20 7l-2.500 2.500m0 5L20 17l-2.500 2.500" />,
);
export const RepeatIcon = icon(
  <path d="M5 12V9.500A2.500 2.500 0 0 1 7.500 7H19m-2.500-2.500L19 7l-2.500 2.500M19 12v2.500a2.500 2.500 0 0 1-2.500 2.500H5m2.500-2.500L5 17l2.500 2.500" />,
);
export const RepeatOneIcon = icon(
  <path d="M5 12V9.500A2.500 2.500 0 0 1 7.500 7H19m-2.500-2.500L19 7l-2.500 2.500M19 12v2.500a2.500 2.500 0 0 1-2.500 2.500H5m2.500-2.500L5 17l2.500 2.500M11 11l1.200-.8V14" />,
);
export const HandleIcon = icon(<path d="M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01" strokeWidth="2.600" />);
export const BagIcon = icon(
  <>
    <path d="M5 8h14l1 12H4L5 8Z" />
    <path d="M8.5 10.5V7a3.5 3.5 0 0 1 7 0v3.5" />
  </>,
);
export const DownloadIcon = icon(<path d="M12 4v11m-5-4.5 5 5 5-5M5 20h14" />);
export const StarIcon = icon(<path d="m12 3.5 2.6 5.6 6.1.7-4.5 4.2 1.2 6L12 17l-5.4 3 1.2-6-4.5-4.2 6.1-.7L12 3.5Z" />);
export const DownIcon = icon(<path d="M12 5v14m6-6-6 6-6-6" />);
export const UpIcon = icon(<path d="M12 19V5m-6 6 6-6 6 6" />);
export const UploadIcon = icon(<path d="M12 16V5m0 0L7.5 9.5M12 5l4.5 4.5M4.5 16v3.5h15V16" />);
export const ShieldIcon = icon(<path d="M12 3.5 5 6v5.5c0 4.3 2.8 7.3 7 9 4.2-1.7 7-4.7 7-9V6l-7-2.5Zm-3 8.5 2.2 2.2L15 10" />);
export const CabinetIcon = icon(<path d="M5 20.5v-14l7-3 7 3v14H5Zm7-12v5M9.5 11h5m-4.5 9.5V17h4v3.5" />);
